package dev.feedwarden.rules.measure;

/**
 * Means and spreads of readings and of their times, kept about the means so that great numbers do not swallow small ones
 * (Welford; Chan, Golub and LeVeque for sets). What it tells is {@link Rounded}: the order of readings does not show then,
 * and a perfect line has the slope that a person expects. Costs 96 bytes.
 */
final class Moments implements Summary<Moments> {

    private static final double SECOND = 1e9;
    private static final double CENTURY = 100 * 365.25 * 86_400;
    private static final double MILLIS = 1000;
    private static final long MILLI = 1_000_000;
    /** What remains of the greatest spread there was, when it is no longer to be trusted. */
    private static final double WORN = 1e-4;

    private double count;
    /** What times are counted from, so that they stay exact; the time of the first reading. */
    private long origin;

    private double time;
    private double value;
    private double timeSpread;
    private double valueSpread;
    private double joint;
    private double greatestTimeSpread;
    private double greatestValueSpread;

    @Override
    public void add(long at, double reading) {
        if (count == 0) {
            origin = at;
        }
        join(1, (at - origin) / SECOND, reading, 0, 0, 0);
    }

    @Override
    public void remove(long at, double reading) {
        part(1, (at - origin) / SECOND, reading, 0, 0, 0);
    }

    @Override
    public void addAll(Moments others) {
        if (count == 0) {
            origin = others.origin;
        }
        join(
                others.count,
                others.time + (others.origin - origin) / SECOND,
                others.value,
                others.timeSpread,
                others.valueSpread,
                others.joint);
    }

    @Override
    public void removeAll(Moments others) {
        part(
                others.count,
                others.time + (others.origin - origin) / SECOND,
                others.value,
                others.timeSpread,
                others.valueSpread,
                others.joint);
    }

    @Override
    public boolean worn() {
        return timeSpread < WORN * greatestTimeSpread || valueSpread < WORN * greatestValueSpread;
    }

    /** The standard deviation of the readings, all of them being known; NaN for none. */
    double deviation() {
        return count == 0 ? Double.NaN : Rounded.of(Math.sqrt(Math.max(0, valueSpread) / count));
    }

    /** By how much the line of least squares rises in a second; NaN where the readings are of one instant. */
    double slope() {
        return Rounded.of(steepness());
    }

    /** Where the line of least squares lies at a time. */
    double line(long at) {
        return Rounded.of(value + steepness() * ((at - origin) / SECOND - time));
    }

    /** When the line meets a value, in nanoseconds since 1970 and to the millisecond; NEVER if not within a century. */
    long meeting(double limit) {
        double steepness = steepness();
        double away = limit - value;
        double seconds = away == 0 ? time : time + away / steepness;
        return Math.abs(seconds) < CENTURY ? origin + Math.round(seconds * MILLIS) * MILLI : Measurement.NEVER;
    }

    private double steepness() {
        return timeSpread > 0 ? joint / timeSpread : Double.NaN;
    }

    private void join(double n, double t, double v, double tt, double vv, double tv) {
        double all = count + n;
        if (all == 0) {
            return;
        }
        double dt = t - time;
        double dv = v - value;
        double weight = count * n / all;
        timeSpread += tt + dt * dt * weight;
        valueSpread += vv + dv * dv * weight;
        joint += tv + dt * dv * weight;
        greatestTimeSpread = Math.max(greatestTimeSpread, timeSpread);
        greatestValueSpread = Math.max(greatestValueSpread, valueSpread);
        time += dt * n / all;
        value += dv * n / all;
        count = all;
    }

    private void part(double n, double t, double v, double tt, double vv, double tv) {
        double rest = count - n;
        if (rest <= 0) {
            count = 0;
            time = 0;
            value = 0;
            timeSpread = 0;
            valueSpread = 0;
            joint = 0;
            return;
        }
        double dt = t - time;
        double dv = v - value;
        double weight = count * n / rest;
        timeSpread -= tt + dt * dt * weight;
        valueSpread -= vv + dv * dv * weight;
        joint -= tv + dt * dv * weight;
        time -= dt * n / rest;
        value -= dv * n / rest;
        count = rest;
    }
}
