package dev.feedwarden.plugin.simulator.deribit.market;

import java.util.SplittableRandom;

/** The price of one coin in USD: a seeded random walk that stays within a factor of two of where it began. */
final class Underlying {

    private static final double STEP = 0.00005;

    private final String currency;
    private final double start;
    private final double volatility;
    private final SplittableRandom random;
    private double price;

    /**
     * @param price where the walk begins, USD
     * @param volatility what the options of this coin begin with, a fraction a year
     */
    Underlying(String currency, double price, double volatility, SplittableRandom random) {
        this.currency = currency;
        this.start = price;
        this.price = price;
        this.volatility = volatility;
        this.random = random;
    }

    String currency() {
        return currency;
    }

    double volatility() {
        return volatility;
    }

    double price() {
        return price;
    }

    /** The price for delivery in so many years: a small premium that grows with time. */
    double forward(double years) {
        return price * (1 + 0.05 * years);
    }

    void move() {
        double pull = Math.log(start / price) * STEP;
        price *= 1 + STEP * random.nextGaussian() + pull;
        price = Math.min(Math.max(price, start / 2), start * 2);
    }
}
