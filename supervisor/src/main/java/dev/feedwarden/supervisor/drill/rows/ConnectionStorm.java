package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Pace;
import java.time.Duration;

/** An exchange ends every connection as soon as it is made. */
final class ConnectionStorm extends Faulted {

    private static final Duration USUAL = Duration.ofMinutes(5);

    ConnectionStorm() {
        super("connection storm", "bybit", "drop", "feed reconnects ever more slowly");
    }

    @Override
    public Duration lasts(Pace pace) {
        return pace.of(USUAL);
    }
}
