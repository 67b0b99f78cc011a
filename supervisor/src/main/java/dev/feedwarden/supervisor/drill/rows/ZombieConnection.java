package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Pace;
import java.time.Duration;

/** Bytes vanish both ways and no end of the connection is ever seen. It lasts until a ladder has renewed the connection. */
final class ZombieConnection extends Faulted {

    private static final Duration USUAL = Duration.ofMinutes(6);

    ZombieConnection() {
        super("zombie connection", "deribit", "half-open", "feed reconnects after silence");
    }

    @Override
    public Duration lasts(Pace pace) {
        return pace.of(USUAL);
    }
}
