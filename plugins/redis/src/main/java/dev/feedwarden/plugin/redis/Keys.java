package dev.feedwarden.plugin.redis;

import org.jspecify.annotations.Nullable;

/**
 * The keys of one prefix.
 *
 * @param prefix stands before each
 */
record Keys(String prefix) {

    private static final String OPTION = "option:";

    /** The hash of an option's latest quote; {@code member} is {@code feed:instrument}. */
    String option(String member) {
        return prefix + OPTION + member;
    }

    /** Matches every {@link #option}, for SCAN. A prefix holds nothing that a pattern gives a meaning. */
    String everyOption() {
        return option("*");
    }

    /**
     * The option whose quote a key holds; null for any other key.
     *
     * @param name of the key, without the prefix
     */
    @Nullable
    Place place(String name) {
        int colon = name.indexOf(':', OPTION.length());
        return name.startsWith(OPTION) && colon > 0
                ? Place.of(this, name.substring(OPTION.length(), colon), name.substring(colon + 1))
                : null;
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
