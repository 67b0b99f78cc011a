package dev.feedwarden.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleBook;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.rules.read.RuleShelf;
import dev.feedwarden.supervisor.status.CoreMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RuleWatchTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");

    private final RuleReader reader = new RuleReader(
            new Catalog(
                    CoreMetrics.ALL.stream().collect(Collectors.toMap(Metric::name, Function.identity())),
                    Map.of("a", "a"),
                    Set.of()),
            1);

    @TempDir
    private Path folder;

    @Test
    void look_fileBeingWritten_isReadOnceItStandsStill() throws IOException {
        Path own = Files.writeString(folder.resolve("own.yaml"), rule("one"));
        List<RuleFile> shelved = List.of(new RuleFile(own.toString(), Files.readString(own)));
        RuleShelf shelf = new RuleShelf(reader, shelved, START);
        RuleWatch watch = new RuleWatch(List.of(folder), shelf, shelved);
        watch.look(START);
        watch.look(START);
        Files.writeString(own, rule("changed"));

        assertThat(watch.look(START)).isNull();
        RuleBook book = watch.look(START);
        assertThat(book).isNotNull();
        assertThat(book.rules().rules().rules())
                .extracting(Rule::id)
                .contains("changed")
                .doesNotContain("one");
        assertThat(watch.look(START)).isNull();
    }

    private static String rule(String id) {
        return "version: 1\nrules:\n  " + id
                + ": {about: a, metric: feed.errors, of: a, measure: count over 1m, red: '> 1'}\n";
    }
}
