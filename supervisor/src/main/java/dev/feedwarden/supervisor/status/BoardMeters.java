package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import java.util.Locale;
import java.util.function.Supplier;

/** Says in meters how everything is, as the board shows it. */
public final class BoardMeters {

    private static final double BEST_SCORE = 100;

    private BoardMeters() {}

    /**
     * Begins to say so.
     *
     * @param board asked from whatever thread reads the meters
     */
    public static void register(Meters meters, Supplier<StatusBoard> board) {
        meters.gauge(Meter.HEALTH, () -> board.get().score() / BEST_SCORE);
        meters.gauge(Meter.INCIDENTS_OPEN, () -> board.get().incidents().size());
        for (Level level : Level.values()) {
            meters.gauge(
                    Meter.RULES_JUDGED,
                    () -> board.get().rules().stream()
                            .filter(rule -> !rule.dormant() && rule.level() == level)
                            .count(),
                    level.name().toLowerCase(Locale.ROOT));
        }
    }
}
