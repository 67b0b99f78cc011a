package dev.feedwarden.plugin.redis;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long quotes are kept: as long as their sink says, or shorter while memory is short. Shared by the instances of one
 * connection; belongs to their event loop. A restart of the program forgets that it was shortened, so that a rule which
 * still finds too little memory shortens it again.
 */
final class Retention {

    private @Nullable Shortened shortened;

    /**
     * What is in force instead of the sinks' own time.
     *
     * @param ttl how long quotes are kept
     * @param belowBytes the used memory under which it ends, in bytes
     * @param belowShare the share of the memory limit under which it ends; where there is no limit, the bytes decide alone
     */
    record Shortened(Duration ttl, long belowBytes, double belowShare) {

        private boolean over(double usedBytes, double share) {
            return usedBytes < belowBytes && (Double.isNaN(share) || share < belowShare);
        }
    }

    void shorten(Shortened to) {
        shortened = to;
    }

    /** How long what is written now is kept. */
    Duration of(Duration usual) {
        Shortened now = shortened;
        return now == null || now.ttl().compareTo(usual) > 0 ? usual : now.ttl();
    }

    /**
     * Judges what memory is used and ends a shortening that is needed no more.
     *
     * @param share of the memory limit; NaN without one
     * @return the shortening that has ended just now
     */
    Optional<Shortened> judge(double usedBytes, double share) {
        Shortened now = shortened;
        if (now == null || !now.over(usedBytes, share)) {
            return Optional.empty();
        }
        shortened = null;
        return Optional.of(now);
    }
}
