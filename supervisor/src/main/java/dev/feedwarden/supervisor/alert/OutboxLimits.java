package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import java.time.Duration;

/**
 * What the outbox takes upon itself.
 *
 * @param rows how many unsettled mails it holds in memory, 1 to 500; the rest wait in the store
 * @param attempt how long one attempt may take; also how long a connection that breaks after the final dot goes unnoticed,
 *     since the mail client (Vert.x 5.0.8) never answers then
 * @param repeat how long an attempt may take with a mail that may have been taken: a server that is slow to answer the final
 *     dot (RFC 5321, 4.5.3.2.6, asks for 10 minutes of patience) gets it twice, and not once for each attempt
 */
public record OutboxLimits(int rows, Duration attempt, Duration repeat) {

    /** 500 rows (some 3 MB), a minute an attempt, ten a repeat. */
    public static final OutboxLimits DEFAULT = new OutboxLimits(500, Duration.ofMinutes(1), Duration.ofMinutes(10));

    public OutboxLimits {
        if (rows < 1 || rows > 500) {
            throw new IllegalArgumentException("rows: expected 1 to 500, found " + rows);
        }
    }

    /** How long an attempt may take with a mail that was in that state before. */
    Duration attempt(Mail.State before) {
        return before == Mail.State.UNKNOWN ? repeat : attempt;
    }
}
