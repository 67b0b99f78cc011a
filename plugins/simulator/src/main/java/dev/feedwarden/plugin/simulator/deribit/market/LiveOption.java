package dev.feedwarden.plugin.simulator.deribit.market;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.SplittableRandom;

/** An option that is made up, with what moves of it. */
final class LiveOption {

    private static final double NANOS_A_YEAR = 365.0 * 86_400 * 1e9;
    private static final double WIGGLE = 0.002;

    private final Instrument instrument;
    private final Underlying underlying;
    private final LocalDate day;
    private final Instant listed;
    private final SplittableRandom random;
    private final double openInterest;
    private final boolean traded;
    private final boolean noBid;
    private final boolean noAsk;
    private final boolean emptyIsNull;
    private double shift;
    private double size = 1;
    private long lastMillis;

    LiveOption(Instrument instrument, Underlying underlying, LocalDate day, Instant listed, long seed) {
        this.instrument = instrument;
        this.underlying = underlying;
        this.day = day;
        this.listed = listed;
        this.random = new SplittableRandom(seed ^ instrument.name().hashCode());
        this.openInterest = Interest.of(seed, instrument.name());
        this.traded = openInterest > 0;
        this.noBid = random.nextDouble() < 0.08;
        this.noAsk = random.nextDouble() < 0.06;
        this.emptyIsNull = random.nextDouble() < 0.2;
    }

    Instrument instrument() {
        return instrument;
    }

    Underlying underlying() {
        return underlying;
    }

    LocalDate day() {
        return day;
    }

    Instant listed() {
        return listed;
    }

    double openInterest() {
        return openInterest;
    }

    /** Whether it has ever been traded: it has a last price. A quarter has not. */
    boolean traded() {
        return traded;
    }

    boolean noBid() {
        return noBid;
    }

    boolean noAsk() {
        return noAsk;
    }

    /** Whether an empty side is written as null; most write it as 0.0. */
    boolean emptyIsNull() {
        return emptyIsNull;
    }

    /** What the best bid and ask are good for, in coins. */
    double size() {
        return size;
    }

    SplittableRandom random() {
        return random;
    }

    /** When the last ticker was made, ms since 1970; what a question is answered with. */
    long lastMillis() {
        return lastMillis;
    }

    /** Moves it to a new moment; false if no millisecond has passed since the last. */
    boolean move(long millis) {
        if (millis <= lastMillis) {
            return false;
        }
        lastMillis = millis;
        shift = Math.max(-0.1, Math.min(0.1, shift + WIGGLE * random.nextGaussian()));
        size = 1 + random.nextInt(400);
        underlying.move();
        return true;
    }

    double years(Instant now) {
        return Math.max(0, Duration.between(now, Expiries.moment(day)).toNanos() / NANOS_A_YEAR);
    }

    /** The volatility that its mark price stands for, a fraction: a smile around the money. */
    double volatility(Instant now) {
        double years = Math.max(years(now), 0.002);
        double away = Math.log(instrument.strike() / underlying.forward(years)) / Math.sqrt(years);
        return Math.min(5, underlying.volatility() * (1 + shift + 0.1 * away * away / (1 + Math.abs(away))));
    }

    Valuation value(Instant now) {
        double years = years(now);
        return Valuation.of(instrument.call(), underlying.forward(years), instrument.strike(), years, volatility(now));
    }
}
