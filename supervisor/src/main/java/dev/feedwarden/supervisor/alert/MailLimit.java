package dev.feedwarden.supervisor.alert;

import java.time.Duration;

/**
 * How many mails one recipient gets. What the limit keeps back goes into a digest; nothing is dropped.
 *
 * @param perHour how many mails may come in a row; as many are allowed anew each hour, evenly
 * @param gather the least time between two mails; what comes in between is gathered. Zero: no least time, and only from
 *     ten waiting mails on is there a digest
 */
public record MailLimit(int perHour, Duration gather) {

    /** 60 mails an hour, 10 s between two. */
    public static final MailLimit DEFAULT = new MailLimit(60, Duration.ofSeconds(10));

    private static final int DIGEST_FROM = 10;

    public MailLimit {
        if (perHour < 1 || perHour > 3_600) {
            throw new IllegalArgumentException("mail.per_hour: expected 1 to 3600, found " + perHour);
        }
        if (gather.isNegative() || gather.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("mail.gather: expected 0s to 1h, found " + gather);
        }
    }

    /** From how many waiting mails on one mail tells of them all. */
    int digestFrom() {
        return gather.isZero() ? DIGEST_FROM : 2;
    }
}
