package dev.feedwarden.rules.measure;

import dev.feedwarden.api.Unit;

/**
 * The time since the last reading that had a value, in seconds. Known from the declaration on: until the first reading it
 * is the time since then.
 */
public record Age() implements Measure {

    @Override
    public String text() {
        return "age";
    }

    @Override
    public Dimension dimension() {
        return Dimension.of(Unit.SECONDS);
    }

    @Override
    public Range range() {
        return Range.NOT_NEGATIVE;
    }

    @Override
    public boolean passes() {
        return true;
    }

    @Override
    public Measurement begin(long declared) {
        return new Silence(declared);
    }

    private static final class Silence implements Measurement {

        private static final double SECOND = 1e9;
        private static final int ROUNDINGS = 3;

        private final long declared;
        private long last = Long.MIN_VALUE;

        Silence(long declared) {
            this.declared = declared;
        }

        @Override
        public void add(long time, double value) {
            if (!Double.isNaN(value)) {
                last = Math.max(last, time);
            }
        }

        @Override
        public double value(long now) {
            return (now - evidence(declared)) / SECOND;
        }

        /** The age comes to a bound at one moment and is past it at the next that a double can tell from it. */
        @Override
        public long next(long now, double[] bounds) {
            long next = NEVER;
            for (double bound : bounds) {
                long reached = evidence(declared) + Math.round(bound * SECOND);
                long passed = reached + 1 + Math.round(ROUNDINGS * Math.ulp(bound) * SECOND);
                if (now < reached) {
                    next = Math.min(next, reached);
                } else if (now < passed) {
                    next = Math.min(next, passed);
                }
            }
            return next;
        }

        @Override
        public long evidence(long lastGreen) {
            return last == Long.MIN_VALUE ? declared : last;
        }
    }
}
