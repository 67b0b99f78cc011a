package dev.feedwarden.supervisor.oversight;

import dev.feedwarden.api.Timers;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says that the program is alive for as long as all threads answer that must not stand still. Runs on timers that none
 * of those can hold up, and asks anew every quarter of the interval: a thread that is given up, because it hangs, is not
 * asked again, so a hang that the program repairs itself is no reason for its end.
 */
final class Watchdog {

    private static final int ROUNDS = 4;
    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final Supplier<Future<Void>> ask;
    private final Runnable alive;
    private final Timers.Timer timer;
    private AtomicBoolean answered = new AtomicBoolean();
    private boolean silent;

    /**
     * @param interval after so long without a sign of life the service manager ends the program
     * @param ask asks all threads; completes on any thread once each has answered, or never
     * @param alive tells the service manager; called on the timers' thread
     */
    Watchdog(Timers timers, Duration interval, Supplier<Future<Void>> ask, Runnable alive) {
        this.ask = ask;
        this.alive = alive;
        begin();
        timer = timers.every(interval.dividedBy(ROUNDS), this::look);
    }

    void close() {
        timer.cancel();
    }

    private void look() {
        boolean well = answered.get();
        if (well) {
            alive.run();
        }
        if (silent == well) {
            silent = !well;
            LOG.warn(silent ? "event=watchdog-silent reason=\"a thread does not answer\"" : "event=watchdog-again");
        }
        begin();
    }

    private void begin() {
        AtomicBoolean round = new AtomicBoolean();
        answered = round;
        ask.get().onSuccess(done -> round.set(true));
    }
}
