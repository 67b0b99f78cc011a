package dev.feedwarden.rules;

import static dev.feedwarden.rules.measure.Measurement.NEVER;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Folds a level that changes too often into the worst that was seen, until it has not changed for a while. Counts changes
 * between green, yellow and red; what is unknown in between is no change. Remembers at most {@link Flap#MOST} and one
 * changes.
 */
final class Flapping {

    private final int most;
    private final long per;
    private final Deque<Turn> turns = new ArrayDeque<>();
    private Level known = Level.GREY;
    private Level worst = Level.GREY;
    private boolean on;

    /** @param flap null for never */
    Flapping(@Nullable Flap flap) {
        most = flap == null ? 0 : flap.changes();
        per = flap == null ? 0 : flap.per().toNanos();
    }

    /** Takes the level from now on and says which one is told. */
    Level take(Level level, long now) {
        if (most == 0) {
            return level;
        }
        if (level != Level.GREY) {
            if (known != Level.GREY && level != known) {
                turn(level, now);
            }
            known = level;
        }
        on = on ? turns.getLast().time > now - per : tooMany(now);
        if (!on) {
            worst = Level.GREY;
            return level;
        }
        for (Turn turn : turns) {
            worst = worst.worse(turn.worst);
        }
        return worst;
    }

    boolean on() {
        return on;
    }

    /** When it will be over if nothing changes. */
    long next() {
        return on ? turns.getLast().time + per : NEVER;
    }

    void forget() {
        turns.clear();
        known = Level.GREY;
        worst = Level.GREY;
        on = false;
    }

    private void turn(Level level, long now) {
        turns.addLast(new Turn(now, level.worse(known)));
        if (turns.size() > most + 1) {
            turns.removeFirst();
        }
    }

    private boolean tooMany(long now) {
        return turns.size() > most && turns.getFirst().time > now - per;
    }

    /** A change. */
    private record Turn(long time, Level worst) {}
}
