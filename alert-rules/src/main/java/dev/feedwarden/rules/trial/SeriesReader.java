package dev.feedwarden.rules.trial;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import dev.feedwarden.rules.read.Spans;
import dev.feedwarden.rules.read.UnitText;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads series: {@code "1x60 _x30"} with the time between two, or single readings with their times. At most {@value #MOST}
 * readings a series.
 */
final class SeriesReader {

    static final int MOST = 1_000_000;

    private static final int MOST_DIGITS = 7;
    private static final String NONE = "_";
    private static final String UNKNOWN = "nan";
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern PART = Pattern.compile("(\\S+?)(?:x(\\d{1," + MOST_DIGITS + "}))?");

    private final Map<String, Metric> metrics;
    private final Spans spans;
    private final Problems problems;

    SeriesReader(Map<String, Metric> metrics, Spans spans, Problems problems) {
        this.metrics = metrics;
        this.spans = spans;
        this.problems = problems;
    }

    /** The series; null where something in it is wrong. */
    @Nullable
    Series read(Node item) {
        if (!(item instanceof Mapping mapping)) {
            problems.expected(
                    "a series such as {metric: feed.ticks, subject: deribit, every: 1m, values: \"1x60\"}", item);
            return null;
        }
        int before = problems.count();
        Fields fields = new Fields(mapping, problems);
        fields.require("metric", "subject", "values");
        Scalar name = fields.text("metric");
        Scalar subject = fields.text("subject");
        Node everyNode = fields.node("every");
        Duration every = spans.read(everyNode);
        Node values = fields.node("values");
        fields.end();
        Metric metric = name == null ? null : metrics.get(name.text());
        if (name != null && metric == null) {
            problems.unknown("metric", name, metrics.keySet());
        }
        if (values == null || metric == null || subject == null) {
            return null;
        }
        if (every != null && every.isZero() && everyNode != null) {
            problems.expected("a time of more than zero for 'every'", everyNode);
        }
        List<Run> runs = runs(values, metric, every, everyNode);
        return problems.count() > before ? null : new Series(metric.name(), subject.text(), runs);
    }

    private List<Run> runs(Node values, Metric metric, @Nullable Duration every, @Nullable Node everyNode) {
        if (values instanceof Sequence list) {
            if (everyNode != null) {
                problems.add(everyNode.place(), "expected no 'every' beside readings that have times of their own");
            }
            return single(list, metric);
        }
        if (!(values instanceof Scalar text) || text.type() == Scalar.Type.NULL) {
            problems.expected("readings such as \"1x60 _x30\" or [[10s, 1], [11s, 1]]", values);
            return List.of();
        }
        if (everyNode == null) {
            problems.add(values.place(), "expected 'every' (the time from one reading to the next), found none");
        }
        return every == null ? List.of() : repeated(text, metric, every);
    }

    private List<Run> repeated(Scalar text, Metric metric, Duration every) {
        List<Run> runs = new ArrayList<>();
        int index = 0;
        for (String part : SPACE.split(text.text().strip(), -1)) {
            Matcher matcher = PART.matcher(part);
            String value = matcher.matches() ? matcher.group(1) : part;
            int count = matcher.matches() && matcher.group(2) != null ? Integer.parseInt(matcher.group(2)) : 1;
            index += count;
            if (index > MOST || count == 0) {
                problems.add(
                        text.place(), "expected from 1 to " + MOST + " readings in a series, found '" + part + "'");
                return runs;
            }
            if (!value.equals(NONE)) {
                Double number = number(text, value, metric);
                if (number == null) {
                    return runs;
                }
                runs.add(new Run(every.multipliedBy(index - count), every, count, number));
            }
        }
        return runs;
    }

    private List<Run> single(Sequence list, Metric metric) {
        List<Run> runs = new ArrayList<>();
        Duration last = Duration.ZERO;
        for (Node item : list.items()) {
            if (!(item instanceof Sequence pair)
                    || pair.items().size() != 2
                    || !(pair.items().get(1) instanceof Scalar value)) {
                problems.expected("a time and a value such as [10s, 1]", item);
                continue;
            }
            Duration at = spans.read(pair.items().get(0));
            Double number = number(value, value.text(), metric);
            if (at != null && at.compareTo(last) < 0) {
                problems.add(item.place(), "expected a time not before the one before it, found an earlier one");
            }
            if (at != null && number != null) {
                runs.add(new Run(at, Duration.ZERO, 1, number));
                last = at;
            }
        }
        return runs;
    }

    private @Nullable Double number(Scalar whole, String text, Metric metric) {
        if (text.equals(UNKNOWN)) {
            return Double.NaN;
        }
        BigDecimal number = UnitText.parse(text, metric.unit());
        if (number == null) {
            number = UnitText.parse(text, Unit.NONE);
        }
        if (number == null) {
            problems.add(
                    whole.place(),
                    "expected " + UnitText.expected(metric.unit()) + ", a plain number, nan or _, found '" + text
                            + "'");
            return null;
        }
        return number.doubleValue();
    }
}
