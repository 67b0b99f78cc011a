package dev.feedwarden.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import dev.feedwarden.rules.yaml.Yaml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Values and firing intervals that another engine gave for the same readings, as far as they concern the measures there
 * are. Where the engine differs on purpose, {@link #INTENDED} says why.
 */
final class ThresholdCasesTest {

    private static final String FILE = "cases/threshold_cases.json";
    private static final Set<String> OTHER_MEASURES =
            Set.of("increase", "rate_per_s", "max", "predict_linear", "slope_per_s", "absent");

    /** What is expected instead, by case and quantity. */
    private static final Map<String, Double> INTENDED = Map.of(
            // A reading without a value is not a value, so it neither spoils a mean nor counts.
            "nan-sample avg", 100.0,
            "nan-sample count", 3.0,
            // Age is known from the declaration on, so no rule of its own is needed for what never came.
            "tick-age-never age_s", 900.0);

    /** What never ends by itself here: a value holds until the next, and its age is a rule of its own. */
    private static final Set<String> HELD = Set.of("silent-gap-lookback", "tick-age-never");

    @TestFactory
    List<DynamicTest> cases() throws IOException {
        Path file = shared();
        if (file == null) {
            String skipped = "SKIPPED: no folder 'shared' with " + FILE + " beside the project";
            return List.of(dynamicTest(skipped, () -> abort(skipped)));
        }
        Problems problems = new Problems();
        Node root = Yaml.parse(FILE, Files.readString(file), problems);
        assertThat(problems.list()).isEmpty();
        List<DynamicTest> tests = new ArrayList<>();
        for (Node each : list(root, "cases")) {
            String id = text(each, "id");
            for (Node value : list(each, "expect_values")) {
                if (!OTHER_MEASURES.contains(text(value, "quantity"))) {
                    tests.add(dynamicTest(
                            id + " " + text(value, "quantity") + " at " + text(value, "at_s"),
                            () -> value(each, value)));
                }
            }
            for (Node firing : list(each, "expect_firing")) {
                String quantity = text(get(firing, "condition"), "quantity");
                if (!OTHER_MEASURES.contains(quantity) && !HELD.contains(id)) {
                    tests.add(dynamicTest(id + " firing " + text(firing, "name"), () -> firing(each, firing)));
                }
            }
        }
        assertThat(tests).hasSizeGreaterThan(20);
        return tests;
    }

    private static void value(Node each, Node expected) {
        String quantity = text(expected, "quantity");
        String window = quantity.equals("avg") || quantity.equals("count") ? text(expected, "window_s") : "0";
        String metric = quantity.equals("count") && get(each, "events") != null ? "case.event" : "case.value";
        String measure = switch (quantity) {
            case "value" -> "last";
            case "age_s" -> "age";
            case "avg" -> "mean over " + window + "s";
            case "count" -> "count over " + window + "s";
            default -> throw new AssertionError("a quantity without a measure: " + quantity);
        };
        String threshold = quantity.equals("age_s") ? "> 1s" : "> 1";
        Court court = Court.of("metric: " + metric + ", measure: " + measure + ", red: '" + threshold + "'");
        feed(court, each, text(expected, "series"), metric);
        court.until(Double.parseDouble(text(expected, "at_s")));

        Double intended = INTENDED.get(text(each, "id") + " " + quantity);
        String leftOpen = text(expected, "value_left_open_window");
        String theirs = leftOpen.isEmpty() ? text(expected, "value") : leftOpen;
        Double value = intended == null ? Double.valueOf(theirs) : intended;
        assertThat(Double.valueOf(court.value())).isEqualTo(value);
    }

    private static void firing(Node each, Node expected) {
        Node condition = get(expected, "condition");
        Court court = Court.of("metric: case.value, measure: last, red: '" + text(condition, "cmp") + " "
                + text(condition, "threshold") + "', hold: {red: " + text(expected, "for_s") + "s, green: "
                + text(expected, "keep_firing_for_s") + "s}");
        feed(court, each, text(condition, "series"), "case.value");
        int step = Integer.parseInt(text(expected, "eval_every_s"));
        for (int now = 0; now <= Integer.parseInt(text(expected, "eval_to_s")); now += step) {
            court.until(now);
            assertThat(court.level() == Level.RED).as("firing at %s s", now).isEqualTo(within(expected, now));
        }
    }

    private static boolean within(Node expected, int now) {
        return list(expected, "firing").stream()
                .map(interval -> ((Sequence) interval).items())
                .anyMatch(interval -> number(interval.get(0)) <= now && now <= number(interval.get(1)));
    }

    private static void feed(Court court, Node each, String series, String metric) {
        for (Node sample : list(get(each, "series"), series)) {
            List<Node> pair = ((Sequence) sample).items();
            court.reading(metric, number(pair.get(0)), number(pair.get(1)));
        }
        if (get(each, "events") != null) {
            for (Node event : list(get(each, "events"), series)) {
                court.reading(metric, Double.parseDouble(text(event, "event_time_s")), 1);
            }
        }
    }

    private static double number(Node node) {
        Scalar scalar = (Scalar) node;
        return scalar.type() == Scalar.Type.NUMBER ? scalar.number() : Double.NaN;
    }

    private static Node get(Node node, String key) {
        Mapping.Entry entry = ((Mapping) node).entries().get(key);
        return entry == null ? null : entry.value();
    }

    private static List<Node> list(Node node, String key) {
        Node list = get(node, key);
        return list == null ? List.of() : ((Sequence) list).items();
    }

    private static String text(Node node, String key) {
        return get(node, key) instanceof Scalar scalar ? scalar.text() : "";
    }

    private static Path shared() {
        String named = System.getProperty("feedwarden.shared");
        Stream<Path> folders = named != null
                ? Stream.of(Path.of(named))
                : Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                        .map(folder -> folder.resolve("shared"));
        return folders.map(folder -> folder.resolve(FILE))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
    }
}
