package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;
import java.time.Duration;

/**
 * The value below which so many of a hundred values in the window {@code (t - over, t]} lie, on the straight line between
 * the two nearest; so p50 is the median. Unknown while the window holds none. Costs one {@link Sliding} of {@link Ranks} a
 * subject: exact up to {@value Sliding#EXACT} readings, at most 0.6 MB beyond.
 *
 * @param metric an event metric or a gauge
 * @param percent 0 to 100
 */
public record Percentile(Metric metric, int percent, Duration over) implements Measure {

    @Override
    public String text() {
        return "p" + percent + " over " + TimeText.print(over);
    }

    @Override
    public Dimension dimension() {
        return Dimension.of(metric.unit());
    }

    @Override
    public Range range() {
        return Range.of(metric.unit());
    }

    @Override
    public Duration window() {
        return over;
    }

    @Override
    public Measurement begin(long declared) {
        return new Windowed<>(
                new Sliding<>(over.toNanos(), Ranks::exact, Ranks::coarse),
                kept -> kept.summary().percentile(percent));
    }
}
