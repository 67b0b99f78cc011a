package dev.feedwarden.plugin.simulator.deribit.market;

import java.util.SplittableRandom;

/** Open interest made up from a seed and the instrument's name: a quarter is zero, and ties are common. */
final class Interest {

    private static final double SHARE_OF_ZEROS = 0.25;

    private Interest() {}

    /** In coins. */
    static double of(long seed, String name) {
        SplittableRandom random = new SplittableRandom(seed * 31 + name.hashCode());
        if (random.nextDouble() < SHARE_OF_ZEROS) {
            return 0;
        }
        double size = Math.exp(4.5 + 1.6 * random.nextGaussian());
        return size < 100 ? Math.rint(size) : Math.rint(size / 25) * 25;
    }
}
