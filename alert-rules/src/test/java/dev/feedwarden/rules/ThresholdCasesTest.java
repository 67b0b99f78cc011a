package dev.feedwarden.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
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
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Values and firing intervals that another engine gave for the same readings, all of them. Where both are given, those
 * without extrapolation and with windows that are open on the left. Where the engine differs on purpose, {@link #VALUES} and
 * {@link #FIRINGS} say why.
 */
final class ThresholdCasesTest {

    private static final String FILE = "cases/threshold_cases.json";
    private static final double TOLERANCE = 1e-9;

    /** What is expected instead, by case and quantity. */
    private static final Map<String, Double> VALUES = Map.of(
            // A reading without a value is not a value, so it neither spoils a mean nor counts.
            "nan-sample avg", 100.0,
            "nan-sample count", 3.0,
            // Age is known from the declaration on, so no rule of its own is needed for what never came.
            "tick-age-never age_s", 900.0);

    /** When it fires instead, by case and name: the first and the last look. */
    private static final Map<String, List<List<Integer>>> FIRINGS = Map.of(
            // A value holds until the next, and its age is a rule of its own.
            "silent-gap-lookback r", List.of(List.of(0, 400)),
            // Age is known from the declaration on.
            "tick-age-never age", List.of(List.of(660, 900)),
            // Silence counts from the last value, at 190, and not from the word at 200 that there is none any more.
            "absent-series nodata_for", List.of(List.of(30, 90), List.of(220, 300)));

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
                tests.add(dynamicTest(
                        id + " " + measure(value) + " at " + text(value, "at_s"), () -> value(each, value)));
            }
            for (Node firing : list(each, "expect_firing")) {
                tests.add(dynamicTest(id + " firing " + text(firing, "name"), () -> firing(each, firing)));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(50);
        return tests;
    }

    private static void value(Node each, Node expected) {
        String quantity = text(expected, "quantity");
        String metric = get(each, "events") == null ? metric(quantity) : "case.event";
        String threshold = quantity.equals("age_s") ? "> 1s" : "> 1";
        Court court = Court.of("metric: " + metric + ", measure: " + measure(expected) + ", red: '" + threshold + "'");
        feed(court, each, text(expected, "series"), metric);
        court.until(Double.parseDouble(text(expected, "at_s")));

        Double intended = VALUES.get(text(each, "id") + " " + quantity);
        double value = intended == null ? number(theirs(expected, "value")) : intended;
        if (Double.isNaN(value)) {
            assertThat(court.value()).isNaN();
        } else {
            assertThat(court.value()).isCloseTo(value, within(Math.abs(value) * TOLERANCE));
        }
    }

    private static void firing(Node each, Node expected) {
        Node condition = get(expected, "condition");
        String quantity = text(condition, "quantity");
        Level level = quantity.equals("absent") && text(expected, "for_s").equals("0") ? Level.GREY : Level.RED;
        Court court = Court.of(rule(expected, condition, level));
        feed(court, each, text(condition, "series"), metric(quantity));
        List<List<Integer>> intervals = FIRINGS.get(text(each, "id") + " " + text(expected, "name"));
        if (intervals == null) {
            intervals = intervals(theirs(expected, "firing"));
        }
        int step = Integer.parseInt(text(expected, "eval_every_s"));
        for (int now = 0; now <= Integer.parseInt(text(expected, "eval_to_s")); now += step) {
            court.until(now);
            assertThat(court.level() == level).as("firing at %s s", now).isEqualTo(isIn(intervals, now));
        }
    }

    /** What is absent is unknown; for a while, it is old. */
    private static String rule(Node expected, Node condition, Level level) {
        String metric = "metric: " + metric(text(condition, "quantity"));
        if (level == Level.GREY) {
            return metric + ", measure: last, red: '> 1000000'";
        }
        if (text(condition, "quantity").equals("absent")) {
            return metric + ", measure: age, red: '>= " + text(expected, "for_s") + "s'";
        }
        String unit = text(condition, "quantity").equals("age_s") ? "s" : "";
        return metric + ", measure: " + measure(condition) + ", red: '" + text(condition, "cmp") + " "
                + text(condition, "threshold") + unit + "', hold: {red: " + text(expected, "for_s") + "s, green: "
                + text(expected, "keep_firing_for_s") + "s}";
    }

    private static String metric(String quantity) {
        return quantity.equals("increase") || quantity.equals("rate_per_s") ? "case.counter" : "case.value";
    }

    private static String measure(Node asked) {
        String over = " over " + text(asked, "window_s") + "s";
        String quantity = text(asked, "quantity");
        return switch (quantity) {
            case "value" -> "last";
            case "age_s" -> "age";
            case "avg" -> "mean" + over;
            case "count", "max", "increase" -> quantity + over;
            case "rate_per_s" -> "rate per 1s" + over;
            case "slope_per_s" -> "slope per 1s" + over;
            case "predict_linear" -> "forecast in " + text(asked, "ahead_s") + "s" + over;
            default -> throw new AssertionError("a quantity without a measure: " + quantity);
        };
    }

    /** What the other engine says, in the form that is closest to what is meant here. */
    private static Node theirs(Node expected, String key) {
        for (String form : List.of("_left_open_window", "_no_extrapolation", "")) {
            Node found = get(expected, key + form);
            if (found != null) {
                return found;
            }
        }
        throw new AssertionError("no " + key);
    }

    private static List<List<Integer>> intervals(Node node) {
        return ((Sequence) node)
                .items().stream()
                        .map(interval -> ((Sequence) interval)
                                .items().stream().map(end -> (int) number(end)).toList())
                        .toList();
    }

    private static boolean isIn(List<List<Integer>> intervals, int now) {
        return intervals.stream().anyMatch(interval -> interval.get(0) <= now && now <= interval.get(1));
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
