package dev.feedwarden.plugin.redis;

/**
 * The keys of one prefix.
 *
 * @param prefix stands before each
 */
record Keys(String prefix) {

    /** The hash of an option's latest quote; {@code member} is {@code feed:instrument}. */
    String option(String member) {
        return prefix + "option:" + member;
    }

    /** Matches every {@link #option}, for SCAN. A prefix holds nothing that a pattern gives a meaning. */
    String everyOption() {
        return option("*");
    }

    /** The set of members on an underlying. */
    String index(String underlying) {
        return prefix + "index:" + underlying;
    }

    /** The hash of counters, of the time of the last update and of the {@link Mark}. */
    String stats() {
        return prefix + "stats:global";
    }
}
