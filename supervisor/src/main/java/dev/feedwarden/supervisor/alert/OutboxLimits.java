package dev.feedwarden.supervisor.alert;

import java.time.Duration;

/**
 * What the outbox takes upon itself.
 *
 * @param rows how many unsettled mails it holds in memory, 1 to 500; the rest wait in the store
 * @param attempt how long one attempt may take; also how long a connection that breaks after the final dot goes unnoticed,
 *     since the mail client (Vert.x 5.0.8) never answers then
 */
public record OutboxLimits(int rows, Duration attempt) {

    /** 500 rows (some 3 MB), a minute an attempt. */
    public static final OutboxLimits DEFAULT = new OutboxLimits(500, Duration.ofMinutes(1));

    public OutboxLimits {
        if (rows < 1 || rows > 500) {
            throw new IllegalArgumentException("rows: expected 1 to 500, found " + rows);
        }
    }
}
