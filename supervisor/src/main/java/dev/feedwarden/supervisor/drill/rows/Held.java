package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Pace;
import dev.feedwarden.supervisor.drill.Row;
import java.time.Duration;

/** A failure whose cause lasts two minutes as the rules count them, but long enough to be looked at. */
abstract class Held implements Row {

    private static final Duration USUAL = Duration.ofMinutes(2);
    private static final Duration LEAST = Duration.ofSeconds(5);

    @Override
    public Duration lasts(Pace pace) {
        return pace.of(USUAL, LEAST);
    }
}
