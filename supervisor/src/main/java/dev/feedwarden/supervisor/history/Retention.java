package dev.feedwarden.supervisor.history;

/**
 * How much the store keeps. The oldest goes first; open incidents and unsettled mails always stay.
 *
 * @param closedIncidents at least 1
 * @param changes at least 1
 * @param settledMails at least 1
 * @param ladders at least 1
 */
public record Retention(int closedIncidents, int changes, int settledMails, int ladders) {

    /** Some 100 MB at the most. */
    public static final Retention DEFAULT = new Retention(10_000, 100_000, 10_000, 10_000);

    public Retention {
        if (Math.min(Math.min(closedIncidents, changes), Math.min(settledMails, ladders)) < 1) {
            throw new IllegalArgumentException("retention must keep at least 1 of each, found " + closedIncidents
                    + " incidents, " + changes + " changes, " + settledMails + " mails, " + ladders + " ladders");
        }
    }
}
