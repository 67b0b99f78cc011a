package dev.feedwarden.rules;

import org.jspecify.annotations.Nullable;

/**
 * Whether one threshold is met: between its enter and its leave condition it stays as it was, and with votes the last
 * readings decide. Readings of one moment have one vote together. Costs one long for up to {@value Votes#MOST} votes.
 */
final class Latch {

    private final @Nullable Threshold threshold;
    private boolean in;
    private long ballots;
    private long voted = Long.MIN_VALUE;

    /** @param threshold null for one that is never met */
    Latch(@Nullable Threshold threshold) {
        this.threshold = threshold;
    }

    /**
     * Takes the value from now on.
     *
     * @param value not NaN
     * @param heard whether a reading came at this moment
     */
    boolean take(double value, long now, boolean heard) {
        if (threshold == null) {
            return false;
        }
        @Nullable Condition leave = threshold.leave();
        if (threshold.enter().holds(value)) {
            in = true;
        } else if (leave == null || leave.holds(value)) {
            in = false;
        }
        @Nullable Votes votes = threshold.votes();
        if (votes == null) {
            return in;
        }
        if (heard) {
            vote(now);
        }
        long counted = -1L >>> (Votes.MOST - votes.of());
        return Long.bitCount(ballots & counted) >= votes.needed();
    }

    private void vote(long now) {
        long before = voted == now ? ballots & ~1L : ballots << 1;
        ballots = before | (in ? 1 : 0);
        voted = now;
    }
}
