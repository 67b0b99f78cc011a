package dev.feedwarden.supervisor.oversight;

import dev.feedwarden.supervisor.ThreadTimers;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Everybody who started the program and wants to know how it is, as its environment says: {@code NOTIFY_SOCKET},
 * {@code WATCHDOG_USEC} and {@code WATCHDOG_PID} of systemd, {@code FEEDWARDEN_READY_FILE} of the launcher. What cannot be
 * told is logged, and keeps the program from nothing. Safe from any thread, and blocks it for some seconds at most.
 */
public final class Oversight {

    private static final Logger LOG = LoggerFactory.getLogger(Oversight.class);

    private final List<Overseer> overseers;
    private final @Nullable Duration interval;
    private @Nullable ThreadTimers timers;
    private @Nullable Watchdog watchdog;
    private boolean ended;

    private Oversight(List<Overseer> overseers, @Nullable Duration interval) {
        this.overseers = overseers;
        this.interval = interval;
    }

    /**
     * Those whom the environment names.
     *
     * @param pid of this process: a watchdog is sometimes meant for another one
     */
    public static Oversight of(Map<String, String> environment, long pid) {
        List<Overseer> overseers = new ArrayList<>();
        String ready = environment.get("FEEDWARDEN_READY_FILE");
        if (ready != null) {
            overseers.add(new ReadyFile(Path.of(ready)));
        }
        String socket = environment.get("NOTIFY_SOCKET");
        if (socket == null) {
            return new Oversight(overseers, null);
        }
        try {
            overseers.add(NotifySocket.open(socket));
            return new Oversight(overseers, interval(environment, pid));
        } catch (IOException e) {
            LOG.error(
                    "event=notify-unavailable consequence=\"the service manager is told nothing\""
                            + " remedy=\"Type=exec and no WatchdogSec in the unit\"",
                    e);
            return new Oversight(overseers, null);
        }
    }

    /** After how long without a sign of life the program is ended; null if nobody looks. */
    private static @Nullable Duration interval(Map<String, String> environment, long pid) {
        String micros = environment.get("WATCHDOG_USEC");
        String meant = environment.get("WATCHDOG_PID");
        if (micros == null || (meant != null && !meant.equals(String.valueOf(pid)))) {
            return null;
        }
        if (!micros.matches("[1-9][0-9]{3,17}")) {
            LOG.error(
                    "event=watchdog-unavailable WATCHDOG_USEC expected=\"1000 microseconds or more\" found={}", micros);
            return null;
        }
        return Duration.of(Long.parseLong(micros), ChronoUnit.MICROS);
    }

    /**
     * The program listens; the watchdog begins.
     *
     * @param status one line for a person
     * @param ask asks all threads that must not stand still; completes once each has answered, or never
     */
    public synchronized void ready(String status, Supplier<Future<Void>> ask) {
        tell(overseer -> overseer.ready(status));
        if (interval != null && !ended) {
            timers = new ThreadTimers("feedwarden-watchdog");
            watchdog = new Watchdog(timers, interval, ask, this::alive);
        }
    }

    /** The program ends in good order; the watchdog ends too. */
    public synchronized void stopping() {
        ended = true;
        if (watchdog != null && timers != null) {
            watchdog.close();
            timers.close();
        }
        tell(Overseer::stopping);
    }

    /** Lets go of everything. Nothing may be told afterwards. */
    public synchronized void close() {
        tell(Overseer::close);
    }

    private synchronized void alive() {
        if (!ended) {
            tell(Overseer::alive);
        }
    }

    private void tell(Consumer<Overseer> what) {
        overseers.forEach(what);
    }
}
