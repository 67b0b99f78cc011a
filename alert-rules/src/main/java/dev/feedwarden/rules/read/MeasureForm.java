package dev.feedwarden.rules.read;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Metric.Kind;
import dev.feedwarden.rules.measure.Age;
import dev.feedwarden.rules.measure.Change;
import dev.feedwarden.rules.measure.Count;
import dev.feedwarden.rules.measure.Deviation;
import dev.feedwarden.rules.measure.Extreme;
import dev.feedwarden.rules.measure.Forecast;
import dev.feedwarden.rules.measure.Increase;
import dev.feedwarden.rules.measure.Last;
import dev.feedwarden.rules.measure.Mean;
import dev.feedwarden.rules.measure.Measure;
import dev.feedwarden.rules.measure.Percentile;
import dev.feedwarden.rules.measure.Rate;
import dev.feedwarden.rules.measure.Share;
import dev.feedwarden.rules.measure.Slope;
import dev.feedwarden.rules.measure.Sum;
import dev.feedwarden.rules.measure.TimeTo;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * How a measure is written and made. A further measure is one line in {@link #ALL}.
 *
 * @param template words, and capitals in place of what a person fills in
 * @param kinds the kinds of metric it takes
 */
record MeasureForm(String template, List<Kind> kinds, Maker maker) {

    private static final List<Kind> ANY = List.of(Kind.EVENT, Kind.GAUGE, Kind.COUNTER);
    /** Each reading says something by itself, which one of a running total does not. */
    private static final List<Kind> SINGLE = List.of(Kind.EVENT, Kind.GAUGE);

    private static final List<Kind> HAPPENING = List.of(Kind.EVENT, Kind.COUNTER);
    private static final List<Kind> GAUGE = List.of(Kind.GAUGE);

    static final List<MeasureForm> ALL = List.of(
            new MeasureForm("last", ANY, (metric, filled) -> new Last(metric)),
            new MeasureForm("age", ANY, (metric, filled) -> new Age()),
            new MeasureForm("count over W", ANY, (metric, filled) -> new Count(metric, filled.span(0))),
            new MeasureForm("sum over W", SINGLE, (metric, filled) -> new Sum(metric, filled.span(0))),
            new MeasureForm("mean over W", SINGLE, (metric, filled) -> new Mean(metric, filled.span(0))),
            extreme("min over W", Extreme.Side.MIN),
            extreme("max over W", Extreme.Side.MAX),
            percentile("p50 over W", 50),
            percentile("p95 over W", 95),
            percentile("p99 over W", 99),
            new MeasureForm("stddev over W", SINGLE, (metric, filled) -> new Deviation(metric, filled.span(0))),
            new MeasureForm(
                    "rate per U over W",
                    HAPPENING,
                    (metric, filled) -> new Rate(metric, filled.span(0), filled.span(1))),
            new MeasureForm(
                    "increase over W", List.of(Kind.COUNTER), (metric, filled) -> new Increase(metric, filled.span(0))),
            new MeasureForm(
                    "share of METRIC over W",
                    HAPPENING,
                    (metric, filled) -> new Share(metric, filled.metrics().get(0), filled.span(0))),
            new MeasureForm(
                    "slope per U over W", GAUGE, (metric, filled) -> new Slope(metric, filled.span(0), filled.span(1))),
            new MeasureForm(
                    "forecast in H over W",
                    GAUGE,
                    (metric, filled) -> new Forecast(metric, filled.span(0), filled.span(1))),
            new MeasureForm(
                    "time to LIMIT over W",
                    GAUGE,
                    (metric, filled) -> new TimeTo(metric, filled.limits().get(0), filled.span(0))),
            new MeasureForm(
                    "change over W against W",
                    ANY,
                    (metric, filled) -> new Change(metric, filled.span(0), filled.span(1))));

    List<String> words() {
        return List.of(template.split(" "));
    }

    /** Whether this is the name of a measure, as its first word. */
    boolean isNamed(String name) {
        return words().get(0).equals(name);
    }

    /** {@code event or counter}. */
    String kindWords() {
        return kinds.stream().map(MeasureForm::word).collect(Collectors.joining(" or "));
    }

    static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static MeasureForm extreme(String template, Extreme.Side side) {
        return new MeasureForm(template, SINGLE, (metric, filled) -> new Extreme(metric, side, filled.span(0)));
    }

    private static MeasureForm percentile(String template, int percent) {
        return new MeasureForm(template, SINGLE, (metric, filled) -> new Percentile(metric, percent, filled.span(0)));
    }

    /** What stands in place of the template's capitals, each kind in the order of the template. */
    record Filled(List<Duration> spans, List<Metric> metrics, List<Double> limits) {

        Duration span(int index) {
            return spans.get(index);
        }
    }

    /** Makes a measure of a metric. */
    interface Maker {
        Measure make(Metric metric, Filled filled);
    }
}
