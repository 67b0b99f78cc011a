package dev.feedwarden.supervisor.drill;

import org.jspecify.annotations.Nullable;

/**
 * What a failure came to.
 *
 * @param lastedSeconds how long its cause was there
 * @param detectedSeconds from its begin until the program showed that it had noticed; null if it did not
 * @param repairedSeconds from the end of its cause until all was well again; null if it was not
 * @param step what repaired it
 * @param sent ticks that the exchanges sent
 * @param accepted ticks of them that a completed sync covers
 * @param stored ticks of those that every store has
 * @param mails mails that arrived
 * @param why why it could not be measured; null if it was
 */
public record RowResult(
        String failure,
        double lastedSeconds,
        @Nullable Double detectedSeconds,
        @Nullable Double repairedSeconds,
        String step,
        long sent,
        long accepted,
        long stored,
        long mails,
        @Nullable String why) {

    /** One that could not be measured. */
    static RowResult failed(String failure, String why) {
        return new RowResult(failure, 0, null, null, "", 0, 0, 0, 0, why);
    }

    /** Accepted ticks that are stored nowhere, or not everywhere. */
    public long lost() {
        return accepted - stored;
    }

    /** Whether it was noticed and repaired, ticks went on, and none that was accepted is lost. */
    public boolean passed() {
        return why == null && detectedSeconds != null && repairedSeconds != null && accepted > 0 && lost() == 0;
    }
}
