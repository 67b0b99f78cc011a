package dev.feedwarden.rules;

import dev.feedwarden.rules.measure.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** The few values that stand for all of a range: every bound, and one value between each two neighbours. */
final class Samples {

    private Samples() {}

    static List<Double> of(Range range, DoubleStream bounds) {
        double[] edges = DoubleStream.concat(DoubleStream.of(range.least(), range.most()), bounds)
                .sorted()
                .toArray();
        List<Double> samples = new ArrayList<>();
        Arrays.stream(edges).forEach(samples::add);
        for (int i = 1; i < edges.length; i++) {
            samples.add(between(edges[i - 1], edges[i]));
        }
        samples.removeIf(value -> value < range.least() || value > range.most());
        return samples;
    }

    private static double between(double low, double high) {
        if (Double.isInfinite(low)) {
            return Double.isInfinite(high) ? 0 : Math.nextDown(high);
        }
        return Double.isInfinite(high) ? Math.nextUp(low) : low + (high - low) / 2;
    }
}
