package dev.feedwarden.rules.measure;

/**
 * A measurement whose value is unknown until a whole window has been watched.
 *
 * @param from the first moment at which it is known
 */
record Watched(Measurement measured, long from) implements Measurement {

    @Override
    public void add(long time, double value) {
        measured.add(time, value);
    }

    @Override
    public double value(long now) {
        return now < from ? Double.NaN : measured.value(now);
    }

    @Override
    public long next(long now, double[] bounds) {
        return now < from ? from : measured.next(now, bounds);
    }
}
