package dev.feedwarden.supervisor.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.rules.trial.EngineBench;
import dev.feedwarden.rules.trial.TrialRunner;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import dev.feedwarden.rules.yaml.Yaml;
import dev.feedwarden.supervisor.status.CoreMetrics;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas that editors complete from accept and refuse what the readers do. */
final class SchemaTest {

    private static final Path SHIPPED = Path.of("..", "alert-rules");
    private static final Map<String, Metric> METRICS =
            CoreMetrics.ALL.stream().collect(Collectors.toMap(Metric::name, Function.identity()));
    private static final String RULE = "metric: feed.ticks, of: a, measure: age";

    static Stream<Path> rules() throws IOException {
        return files("rules");
    }

    static Stream<Path> tests() throws IOException {
        return files("tests");
    }

    @ParameterizedTest
    @MethodSource("rules")
    void rules_shippedFile_isAccepted(Path file) throws IOException {
        assertThat(errors("rules", Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tests")
    void tests_shippedFile_isAccepted(Path file) throws IOException {
        assertThat(errors("tests", Files.readString(file))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "red: '> 10s'",
                "red: '>10s or < 1ms'",
                "yellow: {enter: '> 10s', leave: '< 5 s'}",
                "red: '> 1m', info: '> 1s', mail: {at: '> 2m', levels: [green]}",
                "red: '> 1m', mail: []",
                "red: '> 1m', hold: {red: 1.5h, green: 0s}",
                "red: '> 1m', flap: {changes: 6, per: 10m}, severity: info, about: x",
                "red: '> 1m', runbook: 'https://wiki.example.com/silence'",
            })
    void rule_thatIsRight_isAcceptedByBoth(String keys) {
        String text = "version: 1\nrules: {r: {" + RULE + ", " + keys + "}}\n";

        assertThat(problems(text)).isEmpty();
        assertThat(errors("rules", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "about: no threshold",
                "red: 10",
                "red: '10s'",
                "red: '=> 10s'",
                "red: '> 1s or > 2s or > 3s or > 4s or > 5s'",
                "red: {leave: '< 5s'}",
                "red: {enter: '> 10s', leaf: '< 5s'}",
                "rad: '> 10s'",
                "red: '> 10s', hold: 10s",
                "red: '> 10s', hold: {grey: 10s}",
                "red: '> 10s', hold: {red: 10}",
                "red: '> 10s', hold: {red: 10x}",
                "red: '> 10s', hold: {red: -1s}",
                "red: '> 10s', mail: red",
                "red: '> 10s', mail: [rad]",
                "red: '> 10s', mail: {levels: [red]}",
                "red: '> 10s', flap: {changes: 1.5, per: 1m}",
                "red: '> 10s', flap: {changes: 0, per: 1m}",
                "red: '> 10s', flap: {changes: 3}",
                "red: '> 10s', needs: b",
                "red: '> 10s', severity: fatal",
                "red: '> 10s', about: ''",
                "red: '> 10s', runbook: ''",
                "red: '> 10s', recover: [feed]",
            })
    void rule_thatIsWrong_isRefusedByBoth(String keys) {
        String text = "version: 1\nrules: {r: {" + RULE + ", " + keys + "}}\n";

        assertThat(problems(text)).isNotEmpty();
        assertThat(errors("rules", text)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rules: {}",
                "version: 2",
                "version: one",
                "{version: 1, rule: {}}",
                "{version: 1, rules: []}",
                "{version: 1, time_scale: 0}",
                "{version: 1, time_scale: 2}",
                "{version: 1, rules: {1r: {metric: feed.ticks, of: a, measure: age, red: '> 1s'}}}",
                "{version: 1, rules: {r: 1}}",
                "{version: 1, rules: {r: {of: a, measure: age, red: '> 1s'}}}",
                "{version: 1, rules: {r: {metric: feed.ticks, of: 'a b', measure: age, red: '> 1s'}}}",
                "{version: 1, rules: {r: {metric: feed.ticks, of: a, measure: average over 1h, red: '> 1'}}}",
                "{version: 1, ladders: {l: {steps: []}}}",
                "{version: 1, ladders: {l: {}}}",
                "{version: 1, ladders: {l: {steps: [warn]}}}",
                "{version: 1, ladders: {l: {steps: [{after: 1m}]}}}",
                "{version: 1, ladders: {l: {steps: [{after: 1, do: warn}]}}}",
                "{version: 1, ladders: {l: {steps: [{after: 1m, do: warn}], limits: {actions: 1001}}}}",
                "{version: 1, ladders: {l: {steps: [{after: 1m, do: warn}], limits: {action: 1}}}}",
                "{version: 1, ladders: {l: {steps: [{after: 1m, do: warn}], limits: {jitter: 2}}}}",
                "{version: 1, ladders: {l: {steps: [{after: 1m, do: warn}], mode: dry}}}",
                "{version: 1, ladders: {l: {steps: [{after: 1m, do: warn}], never: night}}}",
                "{version: 1, ladders: {l: {steps: [{after: 1m, do: warn}], rearm: {after: 1}}}}",
                "{version: 1, ladders: {l: {steps: [{after: 1m, do: warn, limits: {actions: 1}}]}}}",
                "{version: 1, ladders: {l: {steps: [{after: 1m, do: warn, timeout: 5}]}}}",
                "{version: 1, ladders: {l: {steps: [{after: 1m, do: warn, with: {a: {b: c}}}]}}}",
                "{version: 1, budgets: {b: {actions: 1}}}",
                "{version: 1, budgets: {b: {actions: 1.5, per: 1h}}}",
                "{version: 1, calendars: {c: {zone: UTC}}}",
                "{version: 1, calendars: {c: {zone: UTC, open: ['Mon 9:30-16:00']}}}",
                "{version: 1, calendars: {c: {zone: UTC, open: ['Mon 09:30-16:00'], closed: [tomorrow]}}}",
                "{version: 1, calendars: {c: {zone: UTC, open: ['Mon 09:30-16:00'], early: {2026-11-27: noon}}}}",
            })
    void file_thatIsWrong_isRefusedByBoth(String text) {
        assertThat(problems(text)).isNotEmpty();
        assertThat(errors("rules", text)).isNotEmpty();
    }

    @Test
    void ladder_thatIsRight_isAcceptedByBoth() {
        String text = """
                version: 1
                budgets: {login: {actions: 3, per: 1h}}
                calendars: {night: {zone: UTC, open: ["Mon 00:15-01:45"]}}
                ladders:
                  l:
                    mode: observe
                    never: [night]
                    budgets: [login]
                    rearm: {after: 1h, most: 8h}
                    limits: {actions: 6, per: 1h, cooldown: 30s, jitter: 0.2}
                    steps:
                      - {after: 1m, do: reconnect, timeout: 10s, budgets: [login], limits: {cooldown: 1m}}
                      - {after: 2m, do: pause, with: {for: 5m, more: [a, 1], b: 2, c: true}, limits: {actions: 1, per: 1h}}
                """;

        assertThat(problems(text)).isEmpty();
        assertThat(errors("rules", text)).isEmpty();
    }

    /** What only the reader can know, because it depends on another place in the file or on what is installed. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{r: {metric: feed.tics, of: a, measure: age, red: '> 1s'}}", // a metric nobody declares
                "{r: {metric: feed.ticks, of: a, measure: age, red: '> 1MB'}}", // the measure's dimension
                "{r: {metric: feed.ticks, of: a, measure: age, red: '< 0s'}}", // the range of a measure
                "{r: {metric: feed.ticks, of: a, measure: age, red: '> 1s', yellow: '> 2s'}}", // a level never reached
                "{r: {metric: feed.ticks, of: a, measure: increase over 1h, red: '> 1'}}", // the kind of the metric
                "{r: {metric: feed.ticks, of: a, measure: count over 1x, red: '> 1'}}", // the words inside a measure
                "{r: {metric: feed.ticks, of: a, measure: count over 500d, red: '> 1'}}", // the longest span
                "{r: {metric: feed.ticks, of: a, measure: age, red: {enter: '> 2s', leave: '> 1s'}}}", // a band that
                // overlaps
                "{r: {metric: feed.ticks, of: a, measure: age, red: '> 1s', recover: none}}", // a ladder of another
                // file
                "{r: {metric: feed.ticks, of: a, measure: age, red: '> 1s', needs: [none]}}", // a rule of another file
                "{r: {metric: feed.ticks, of: a, measure: age, red: '> 1s', needs: [r]}}", // a circle
                "{r: {metric: feed.ticks, of: a, measure: age, red: '> 1s', during: none}}", // a calendar of another
                // file
            })
    void rule_thatOnlyTheReaderCanRefuse_isAcceptedByTheSchema(String rules) {
        String text = "version: 1\nrules: " + rules + "\n";

        assertThat(problems(text)).isNotEmpty();
        assertThat(errors("rules", text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{rules: []}",
                "{rules: [], tests: [{name: n}]}",
                "{rules: [], tests: [{name: n, expect: []}]}",
                "{rules: [], tests: [{name: n, expect: [{at: 1s, rule: r}]}]}",
                "{rules: [], tests: [{name: n, expect: [{at: 1, rule: r, level: red}]}]}",
                "{rules: [], tests: [{name: n, expect: [{at: 1s, rule: r, level: rad}]}]}",
                "{rules: [], tests: [{name: n, expect: [{at: 1s, rule: r, mails: -1}]}]}",
                "{rules: [], tests: [{name: n, serie: [], expect: [{at: 1s, rule: r, level: red}]}]}",
                "{rules: [], metrics: {a: {kind: gauge, unit: none}}, tests: []}",
                "{rules: [], metrics: {a.b: {kind: number, unit: none}}, tests: []}",
            })
    void tests_thatAreWrong_areRefusedByBoth(String text) {
        Path file = Path.of("t.yaml");
        assertThat(errors("tests", text)).isNotEmpty();
        assertThat(new TrialRunner(
                                METRICS, Set.of(), (test, path) -> new RuleFile(path, "version: 1\n"), EngineBench::new)
                        .run(file.toString(), text)
                        .problems())
                .isNotEmpty();
    }

    private static List<Problem> problems(String text) {
        return new RuleReader(new Catalog(METRICS, Map.of("a", "a"), Set.of()), 1)
                .read(List.of(new RuleFile("r.yaml", text)))
                .problems();
    }

    private static List<String> errors(String schema, String text) {
        JsonObject json;
        try (InputStream in = Rule.class.getResourceAsStream("/schema/" + schema + ".schema.json")) {
            json = new JsonObject(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Problems problems = new Problems();
        Node root = Yaml.parse("f", text, problems);
        assertThat(problems.list()).isEmpty();
        var options =
                new JsonSchemaOptions().setBaseUri("https://feedwarden.dev/").setDraft(Draft.DRAFT202012);
        OutputUnit result = Validator.create(JsonSchema.of(json), options).validate(json(root));
        return Boolean.TRUE.equals(result.getValid()) ? List.of() : List.of(String.valueOf(result.toJson()));
    }

    private static Object json(Node node) {
        if (node instanceof Mapping mapping) {
            JsonObject object = new JsonObject();
            mapping.entries().forEach((key, entry) -> object.put(key, json(entry.value())));
            return object;
        }
        if (node instanceof Sequence list) {
            JsonArray array = new JsonArray();
            list.items().forEach(item -> array.add(json(item)));
            return array;
        }
        Scalar scalar = (Scalar) node;
        return switch (scalar.type()) {
            case TEXT -> scalar.text();
            case NUMBER -> scalar.number();
            case BOOLEAN -> scalar.truth();
            case NULL -> "";
        };
    }

    private static Stream<Path> files(String folder) throws IOException {
        try (Stream<Path> children = Files.list(SHIPPED.resolve(folder))) {
            return children.sorted().toList().stream();
        }
    }
}
