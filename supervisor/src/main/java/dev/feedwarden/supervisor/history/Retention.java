package dev.feedwarden.supervisor.history;

import java.util.stream.IntStream;

/**
 * How much the store keeps. The oldest goes first; open incidents and unsettled mails always stay.
 *
 * @param closedIncidents at least 1
 * @param changes at least 1
 * @param settledMails at least 1
 * @param ladders at least 1
 * @param endedSilences at least 1
 */
public record Retention(int closedIncidents, int changes, int settledMails, int ladders, int endedSilences) {

    /** Some 100 MB at the most. */
    public static final Retention DEFAULT = new Retention(10_000, 100_000, 10_000, 10_000, 1_000);

    public Retention {
        if (IntStream.of(closedIncidents, changes, settledMails, ladders, endedSilences)
                .anyMatch(kept -> kept < 1)) {
            throw new IllegalArgumentException("retention must keep at least 1 of each, found " + closedIncidents
                    + " incidents, " + changes + " changes, " + settledMails + " mails, " + ladders + " ladders, "
                    + endedSilences + " silences");
        }
    }
}
