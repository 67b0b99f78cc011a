package dev.feedwarden.plugin.simulator.deribit.market;

/**
 * What an option is worth by Black's model (Black 1976) without interest. Prices are in the coin for the inverse options
 * of Deribit, so USD divided by the underlying's price; vega, theta and rho are in USD, vega and rho for one percent.
 */
record Valuation(double price, double delta, double gamma, double vega, double theta, double rho) {

    private static final double DAYS = 365;

    /**
     * @param forward the underlying's price, USD
     * @param years to expiry
     * @param volatility a fraction, so 0.7 for 70 %
     */
    static Valuation of(boolean call, double forward, double strike, double years, double volatility) {
        double time = Math.max(years, 1e-6);
        double spread = volatility * Math.sqrt(time);
        double d1 = Math.log(forward / strike) / spread + spread / 2;
        double d2 = d1 - spread;
        double sign = call ? 1 : -1;
        double density = Math.exp(-d1 * d1 / 2) / Math.sqrt(2 * Math.PI);
        double usd = sign * (forward * normal(sign * d1) - strike * normal(sign * d2));
        return new Valuation(
                Math.max(usd, 0) / forward,
                sign * normal(sign * d1),
                density / (forward * spread),
                forward * density * Math.sqrt(time) / 100,
                -forward * density * volatility / (2 * Math.sqrt(time)) * Math.min(1 / DAYS, time),
                sign * strike * time * normal(sign * d2) / 100);
    }

    /** The normal distribution, by Abramowitz and Stegun 26.2.17; the error is below 1e-7. */
    private static double normal(double x) {
        double t = 1 / (1 + 0.2316419 * Math.abs(x));
        double tail = Math.exp(-x * x / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return x >= 0 ? 1 - tail : tail;
    }
}
