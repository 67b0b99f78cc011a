package dev.feedwarden.rules.measure;

/**
 * A measurement of the line of least squares through the readings in {@code [t - width, t]}. Unknown where they are of fewer
 * than two instants. Between readings the line stays as it is and is followed: what depends on the time moves on with it.
 * Costs one {@link Sliding} of {@link Moments}.
 */
final class Trend implements Measurement {

    private static final long CLOSED = 1;

    private final Sliding<Moments> kept;
    private final Look look;

    private Trend(long width, Look look) {
        kept = new Sliding<>(width + CLOSED, Moments::new, Moments::new);
        this.look = look;
    }

    /** Known once its window has been watched. */
    static Measurement of(long width, long declared, Look look) {
        return new Watched(new Trend(width, look), declared + width);
    }

    @Override
    public void add(long time, double value) {
        if (!Double.isNaN(value)) {
            kept.add(time, value);
        }
    }

    @Override
    public double value(long now) {
        kept.forget(now);
        return kept.spreads() ? look.value(kept.summary(), now) : Double.NaN;
    }

    @Override
    public long next(long now, double[] bounds) {
        kept.forget(now);
        if (!kept.spreads()) {
            return kept.expiry();
        }
        long next = kept.expiry();
        for (double bound : bounds) {
            next = passing(now, next, bound);
        }
        return next;
    }

    /** The first moment up to a later one at which the value stands otherwise towards a bound; the later one for none. */
    private long passing(long now, long later, double bound) {
        Moments line = kept.summary();
        int side = side(line, now, bound);
        if (side(line, later, bound) == side) {
            return later;
        }
        long same = now;
        long other = later;
        while (other - same > 1) {
            long middle = same + (other - same) / 2;
            if (side(line, middle, bound) == side) {
                same = middle;
            } else {
                other = middle;
            }
        }
        return other;
    }

    private int side(Moments line, long at, double bound) {
        return Double.compare(look.value(line, at), bound);
    }

    /** What is told of a line. Until a reading comes or leaves, it only rises with time, or only falls. */
    interface Look {
        double value(Moments line, long now);
    }
}
