package dev.feedwarden.supervisor.alert;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * When each recipient may get the next mail: a token bucket that holds {@link MailLimit#perHour} tokens, and a least time
 * between two mails. Times are monotonic nanoseconds. Pure but for what it remembers: two numbers a recipient, of whom
 * there are as many as the configuration names. A new process begins with full buckets.
 */
final class RecipientPace {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    private final MailLimit limit;
    private final long perToken;
    private final Map<String, Bucket> buckets = new HashMap<>();

    /**
     * @param emptyUntil when the bucket would be full again if nothing were taken, less a whole bucket's time
     * @param last when the last mail went
     */
    private record Bucket(long emptyUntil, long last) {}

    RecipientPace(MailLimit limit) {
        this.limit = limit;
        perToken = HOUR / limit.perHour();
    }

    /** How many nanoseconds after now the recipient may get a mail; 0 for now. */
    long wait(String to, long now) {
        Bucket bucket = buckets.get(to);
        if (bucket == null) {
            return 0;
        }
        long token = bucket.emptyUntil + perToken - now;
        long gather = bucket.last + limit.gather().toNanos() - now;
        return Math.max(0, Math.max(token, gather));
    }

    /** A mail goes. */
    void take(String to, long now) {
        Bucket bucket = buckets.get(to);
        long full = now - perToken * limit.perHour();
        long from = bucket == null || bucket.emptyUntil - full < 0 ? full : bucket.emptyUntil;
        buckets.put(to, new Bucket(from + perToken, now));
    }
}
