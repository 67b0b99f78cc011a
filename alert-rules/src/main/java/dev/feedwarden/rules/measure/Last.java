package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Metric;

/**
 * The newest value, which holds until the next one. Unknown before the first, and after a reading without a value. Of
 * several readings of one instant the greatest value counts, so that their order is of no matter.
 */
public record Last(Metric metric) implements Measure {

    @Override
    public String text() {
        return "last";
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
    public Measurement begin(long declared) {
        return new Newest();
    }

    private static final class Newest implements Measurement {

        private long newest = Long.MIN_VALUE;
        private double value = Double.NaN;

        @Override
        public void add(long time, double reading) {
            boolean greater = Double.isNaN(value) || reading > value;
            if (time > newest || (time == newest && greater)) {
                newest = time;
                value = reading;
            }
        }

        @Override
        public double value(long now) {
            return value;
        }

        @Override
        public long next(long now, double[] bounds) {
            return NEVER;
        }
    }
}
