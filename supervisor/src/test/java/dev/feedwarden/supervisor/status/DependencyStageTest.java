package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Marks;
import org.junit.jupiter.api.Test;

class DependencyStageTest {

    private final DependencyStage stage = new DependencyStage();
    private final OpenIncident feed = Troubles.of("i-1", "silence", "deribit");
    private final OpenIncident stream = Troubles.of("i-2", "stream-silence", "deribit/A");
    private final OpenIncident store = Troubles.of("i-3", "database", "db-check");
    private final OpenIncident sink = Troubles.of("i-4", "backlog", "timescale");
    private final Roots all = Troubles.roots(feed, stream, store, sink);

    @Test
    void look_whatHasACause_isFoldedIntoIt() {
        assertThat(stage.look(stream, all, Troubles.NOON)).isEqualTo(Kept.into(feed));
        assertThat(stage.look(sink, all, Troubles.NOON)).isEqualTo(Kept.into(store));
    }

    @Test
    void look_theCauseItself_andWhatHasNone_isLetThrough() {
        assertThat(stage.look(feed, all, Troubles.NOON)).isNull();
        assertThat(stage.look(store, all, Troubles.NOON)).isNull();
        assertThat(stage.look(sink, Troubles.roots(feed, sink), Troubles.NOON)).isNull();
    }

    @Test
    void look_ruleThatItNeedsIsRed_isKept() {
        sink.remember(new Marks(false, false, "internet"));

        assertThat(stage.look(sink, Troubles.roots(sink), Troubles.NOON)).isEqualTo(new Kept(null, null, null));
    }
}
