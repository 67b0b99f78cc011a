package dev.feedwarden.supervisor.history;

import java.time.Duration;
import java.util.stream.IntStream;

/**
 * How much the store keeps, and for how long. The oldest goes first; open incidents, unsettled mails and silences that are
 * not over always stay.
 *
 * @param keep for how long an incident is kept after its end, a change, a mail and a silence after theirs; at least
 *     {@link #SHORTEST} and at most {@link #LONGEST}
 * @param closedIncidents at least 1
 * @param changes at least 1
 * @param settledMails at least 1
 * @param ladders at least 1
 * @param endedSilences at least 1
 */
public record Retention(
        Duration keep, int closedIncidents, int changes, int settledMails, int ladders, int endedSilences) {

    /** The page tells of so many days. */
    public static final Duration SHORTEST = Duration.ofDays(90);

    public static final Duration LONGEST = Duration.ofDays(3_650);

    /** A year and a month, so that a year can be looked back at; some 100 MB at the most. */
    public static final Retention DEFAULT = new Retention(Duration.ofDays(400), 10_000, 100_000, 10_000, 10_000, 1_000);

    public Retention {
        if (keep.compareTo(SHORTEST) < 0 || keep.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("retention must keep for " + SHORTEST.toDays() + " to "
                    + LONGEST.toDays() + " days, found " + keep);
        }
        if (IntStream.of(closedIncidents, changes, settledMails, ladders, endedSilences)
                .anyMatch(kept -> kept < 1)) {
            throw new IllegalArgumentException("retention must keep at least 1 of each, found " + closedIncidents
                    + " incidents, " + changes + " changes, " + settledMails + " mails, " + ladders + " ladders, "
                    + endedSilences + " silences");
        }
    }

    /** As much as usual, for as long as this. */
    public static Retention of(Duration keep) {
        return new Retention(
                keep,
                DEFAULT.closedIncidents,
                DEFAULT.changes,
                DEFAULT.settledMails,
                DEFAULT.ladders,
                DEFAULT.endedSilences);
    }
}
