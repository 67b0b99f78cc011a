package dev.feedwarden.plugin.simulator.deribit.market;

import java.util.ArrayList;
import java.util.List;

/** The strikes that are listed for one expiry: round numbers around the price, wider apart the longer it has to run. */
final class Strikes {

    private static final double[] ROUND = {1, 2, 5, 10};
    private static final double DEVIATIONS = 4;

    private Strikes() {}

    /**
     * @param price of the underlying, USD
     * @param deviation one standard deviation of the price at expiry, USD
     * @param count how many
     */
    static List<Double> around(double price, double deviation, int count) {
        double step = round(Math.max(DEVIATIONS * deviation / count, price / 200));
        double lowest = Math.max(step, (Math.round(price / step) - count / 2) * step);
        List<Double> strikes = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            strikes.add(lowest + i * step);
        }
        return strikes;
    }

    private static double round(double step) {
        double power = Math.pow(10, Math.floor(Math.log10(step)));
        for (double digit : ROUND) {
            if (digit * power >= step) {
                return Math.max(1, digit * power);
            }
        }
        return Math.max(1, 10 * power);
    }
}
