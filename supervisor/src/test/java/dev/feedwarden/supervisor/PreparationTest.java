package dev.feedwarden.supervisor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Problem;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import dev.feedwarden.supervisor.plugin.JarBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What plugins think of their settings is found before anything runs. */
final class PreparationTest {

    @TempDir
    private Path home;

    private Path data;

    @BeforeEach
    void install() throws Exception {
        data = home.resolve("data");
        new JarBuilder("bounded", "1.0").extension("guest.Bounded", """
                        package guest;
                        import dev.feedwarden.api.*;
                        import dev.feedwarden.api.check.*;
                        import java.util.*;
                        public class Bounded implements HealthCheckProvider {
                            public String type() { return "bounded"; }
                            public List<Setting> settings() {
                                return List.of(
                                        Setting.optional("top", Setting.Type.INTEGER, 1, "1 to 9"),
                                        Setting.optional("mood", Setting.Type.TEXT, "good", "good"));
                            }
                            public void check(Settings settings) {
                                if (settings.has("every")) { throw new AssertionError("not the provider's"); }
                                if (settings.text("mood").equals("bad")) { throw new IllegalStateException("no mood"); }
                                settings.integer("top", 1, 9);
                            }
                            public HealthCheck create(Settings settings, Context context) {
                                throw new AssertionError("nothing is made");
                            }
                        }
                        """).build(home.resolve("plugins/bounded.jar"));
        new JarBuilder("heap", "1.0").extension("guest.Heap", """
                        package guest;
                        import dev.feedwarden.api.*;
                        import dev.feedwarden.api.sink.*;
                        import java.util.*;
                        public class Heap implements SinkProvider {
                            public String type() { return "files"; }
                            public List<Setting> settings() { return List.of(); }
                            public List<Metric> metrics() {
                                return List.of(
                                        gauge("files.newest_age", Unit.SECONDS), gauge("files.recent", Unit.NONE),
                                        gauge("files.disk_left", Unit.BYTES), gauge("files.disk_share", Unit.SHARE));
                            }
                            private static Metric gauge(String name, Unit unit) {
                                return new Metric(name, Metric.Kind.GAUGE, unit, "as the shipped rules name it");
                            }
                            public Sink create(Settings settings, Context context) {
                                throw new AssertionError("nothing is made");
                            }
                        }
                        """).build(home.resolve("plugins/heap.jar"));
    }

    @Test
    void check_valueThatThePluginRefuses_isNamedAtItsPlace() throws Exception {
        Path file = config("""
                checks:
                  mine: {plugin: bounded, every: 5s, top: -3}
                """);

        assertThat(check(file))
                .extracting(Problem::toString)
                .containsExactly(file + ":2:43: checks.mine.top: expected a whole number from 1 to 9, found -3");
    }

    @Test
    void check_pluginThatThrows_isNamedAtItsEntry() throws Exception {
        Path file = config("""
                checks:
                  mine: {plugin: bounded, mood: bad}
                  other: {plugin: bounded, top: 10}
                """);

        assertThat(check(file)).hasSize(2);
        assertThat(check(file).get(0).toString())
                .isEqualTo(file + ":2:9: check 'mine' cannot be checked: IllegalStateException: no mood");
    }

    @Test
    void check_sinkOfAFeedThatIsNotThere_isNamedAtItsPlace() throws Exception {
        Path file = config("""
                sinks:
                  mine: {plugin: files, feeds: [nosuch]}
                """);

        assertThat(check(file))
                .extracting(Problem::toString)
                .containsExactly(
                        file + ":2:32: sinks.mine.feeds: expected feeds of this configuration, found 'nosuch'");
    }

    @Test
    void check_entriesInOrder_findsNothingAndLeavesNothing() throws Exception {
        Path file = config("""
                checks:
                  mine: {plugin: bounded, every: 5s, top: 9}
                """);

        assertThat(check(file)).isEmpty();
        assertThat(PluginList.of(new Installation(home, Path.of("var")), data)).hasSize(2);
        assertThat(data).doesNotExist();
    }

    @Test
    void start_valueThatThePluginRefuses_startsNothing() throws Exception {
        Path file = config("""
                http: {port: 0}
                checks:
                  mine: {plugin: bounded, top: -3}
                """);

        assertThatThrownBy(() -> Supervisor.start(
                        new Installation(home, Path.of("var")),
                        new Overrides(file, null, data),
                        surroundings(),
                        Seams.real()))
                .isInstanceOfSatisfying(
                        Unusable.class,
                        unusable -> assertThat(unusable.problems())
                                .singleElement()
                                .asString()
                                .contains("checks.mine.top"));
        assertThat(data.resolve("journal")).doesNotExist();
    }

    @Test
    void start_ruleFilesThatAreWrong_runsByTheShippedAndTheGoodOnes() throws Exception {
        Path rules = Files.createDirectory(home.resolve("rules"));
        Files.writeString(rules.resolve("self.yaml"), "version: 1\nrules: [\n"); // was to take the shipped one's place
        Files.writeString(rules.resolve("own.yaml"), """
                version: 1
                rules:
                  mine: {about: a, metric: memory.heap, of: self, measure: last, red: "> 99%"}
                """);
        Path file = config("""
                http: {port: 0}
                rules: [rules]
                """);

        assertThat(check(file))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.file()).endsWith("self.yaml"));
        Supervisor supervisor = Supervisor.start(
                new Installation(home, Path.of("var")), new Overrides(file, null, data), surroundings(), Seams.real());
        try {
            assertThat(supervisor.board().rules()).extracting(view -> view.id()).contains("mine", "self-memory");
        } finally {
            supervisor.stop();
        }
    }

    @Test
    void start_passwordsCrossTheNetworkInClear_isJudgedYellow() throws Exception {
        Path file = config("""
                http: {host: 0.0.0.0, port: 0, read: signed-in}
                users:
                  robot: {token: "${env:TOKEN}"}
                """);
        Supervisor supervisor = Supervisor.start(
                new Installation(home, Path.of("var")),
                new Overrides(file, null, data),
                new Surroundings(Map.of("TOKEN", "t".repeat(32)), name -> "0"),
                Seams.real());
        try {
            long deadline = System.nanoTime() + 60_000_000_000L;
            while (supervisor.board().rules().stream()
                    .noneMatch(rule -> rule.id().equals("self-web-in-clear") && rule.level() == Level.YELLOW)) {
                assertThat(System.nanoTime())
                        .as("%s", supervisor.board().rules())
                        .isLessThan(deadline);
                TimeUnit.MILLISECONDS.sleep(20);
            }
        } finally {
            supervisor.stop();
        }
    }

    private List<Problem> check(Path file) throws Exception {
        return Supervisor.check(
                new Installation(home, Path.of("var")), new Overrides(file, null, data), surroundings());
    }

    private Path config(String text) throws IOException {
        return Files.writeString(home.resolve("feedwarden.yaml"), text);
    }

    private static Surroundings surroundings() {
        return new Surroundings(Map.of(), name -> "0");
    }
}
