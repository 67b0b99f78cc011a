package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ShardsTest {

    private final Shards shards = new Shards(100);

    @Test
    void sessions_nothingWanted_isTheFirstOne() {
        shards.want(List.of());
        assertThat(shards.sessions()).containsExactly(0);
    }

    @Test
    void want_moreThanOneCarries_opensFurtherSessions() {
        shards.want(streams(0, 250));
        assertThat(shards.sessions()).containsExactly(0, 1, 2);
        assertThat(shards.streams(0)).hasSize(100);
        assertThat(shards.streams(1)).hasSize(100);
        assertThat(shards.streams(2)).hasSize(50);
    }

    @Test
    void want_aFewReplaced_movesNoOther() {
        shards.want(streams(0, 250));
        var before = shards.streams(1);
        shards.want(streams(10, 260));
        assertThat(shards.streams(1)).isEqualTo(before);
        assertThat(shards.session("s255")).isZero();
        assertThat(shards.session("s5")).isNull();
        assertThat(shards.sessions()).containsExactly(0, 1, 2);
    }

    @Test
    void want_aSessionEmptied_givesItUpButNeverTheFirst() {
        shards.want(streams(0, 250));
        shards.want(streams(200, 250));
        assertThat(shards.sessions()).containsExactly(0, 2);
        shards.want(List.of());
        assertThat(shards.sessions()).containsExactly(0);
    }

    private static List<String> streams(int from, int to) {
        return IntStream.range(from, to).mapToObj(number -> "s" + number).toList();
    }
}
