package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Timer;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Asks every event loop for a sign of life, so that one that hangs is found and named. Safe from any thread; it must be
 * driven by timers that no event loop can block.
 *
 * <p>A loop is asked every {@link #PERIOD}. It counts as blocked when a question has waited for {@link #BLOCKED}, so a
 * loop that hangs is found within 2 s of the moment it began to hang, and as hung after {@link #HUNG}.
 */
public final class LoopWatch {

    static final Duration PERIOD = Duration.ofMillis(250);
    static final Duration BLOCKED = Duration.ofMillis(1500);
    static final Duration HUNG = Duration.ofSeconds(30);

    /** When the watch itself was held up for so long, the machine or the program stood still, not the loops. */
    private static final Duration STANDSTILL = Duration.ofSeconds(1);

    private static final int FRAMES = 3;

    private final Timers timers;
    private final Meters meters;
    private final Timers.Timer timer;
    private final List<Watched> loops = new ArrayList<>();
    private long lastLook;

    public LoopWatch(Timers timers, Meters meters) {
        this.timers = timers;
        this.meters = meters;
        lastLook = timers.nanoTime();
        timer = timers.every(PERIOD, this::look);
    }

    /** Told on the timers' thread, in this order; {@code answers} may come after either of the others. */
    public interface Listener {

        /**
         * The loop is blocked.
         *
         * @param where the top of its thread's stack
         */
        void blocked(String where);

        /** It answers again. */
        void answers();

        /** It has been blocked for {@link #HUNG}. Told once for each time that it blocks. */
        void hung();
    }

    /** A loop that is watched. */
    public interface Watch {
        /** Ends the watch. */
        void end();
    }

    /**
     * Watches a loop from now on.
     *
     * @param name for meters
     * @param loop runs a task on it, later
     */
    public Watch watch(String name, Consumer<Runnable> loop, Listener listener) {
        var watched = new Watched(name, loop, listener);
        synchronized (this) {
            loops.add(watched);
        }
        watched.ask();
        return () -> {
            synchronized (this) {
                loops.remove(watched);
            }
        };
    }

    /** Asks every loop that is watched now. Completes, on one of them, once all have answered. */
    public Future<Void> ask() {
        List<Watched> all;
        synchronized (this) {
            all = List.copyOf(loops);
        }
        List<Future<Void>> answers = all.stream()
                .map(watched -> {
                    Promise<Void> answer = Promise.promise();
                    watched.loop.accept(answer::complete);
                    return answer.future();
                })
                .toList();
        return Future.all(answers).mapEmpty();
    }

    public void close() {
        timer.cancel();
    }

    private void look() {
        long now = timers.nanoTime();
        List<Watched> all;
        boolean stoodStill;
        synchronized (this) {
            all = List.copyOf(loops);
            stoodStill = now - lastLook > STANDSTILL.toNanos();
            lastLook = now;
        }
        for (Watched loop : all) {
            if (stoodStill) {
                loop.forgive(now);
            }
            loop.look(now);
        }
    }

    private final class Watched {
        private final String name;
        private final Consumer<Runnable> loop;
        private final Listener listener;
        private final Timer delay;
        private long asked;
        private boolean waiting;
        private boolean blocked;
        private boolean hung;
        private @Nullable Thread thread;

        private Watched(String name, Consumer<Runnable> loop, Listener listener) {
            this.name = name;
            this.loop = loop;
            this.listener = listener;
            delay = meters.quantiles(Meter.LOOP_DELAY, name);
        }

        private void ask() {
            synchronized (this) {
                asked = timers.nanoTime();
                waiting = true;
            }
            loop.accept(this::answer);
        }

        private synchronized void answer() {
            thread = Thread.currentThread();
            waiting = false;
            delay.record(Math.max(0, timers.nanoTime() - asked), TimeUnit.NANOSECONDS);
        }

        private synchronized void forgive(long now) {
            asked = now;
        }

        private void look(long now) {
            boolean answered;
            boolean nowBlocked;
            boolean nowHung;
            synchronized (this) {
                long waited = now - asked;
                answered = !waiting;
                nowBlocked = waiting && !blocked && waited >= BLOCKED.toNanos();
                nowHung = waiting && !hung && waited >= HUNG.toNanos();
                blocked |= nowBlocked;
                hung |= nowHung;
            }
            if (nowBlocked) {
                meters.counter(Meter.LOOP_BLOCKED, name).increment();
                listener.blocked(where());
            }
            if (nowHung) {
                listener.hung();
            }
            if (answered) {
                if (recovered()) {
                    listener.answers();
                }
                ask();
            }
        }

        private synchronized boolean recovered() {
            boolean was = blocked;
            blocked = false;
            hung = false;
            return was;
        }

        /** The top of the stack, and where the platform was called from. */
        private String where() {
            Thread known = thread;
            if (known == null) {
                return "it has never answered";
            }
            StackTraceElement[] stack = known.getStackTrace();
            return Stream.concat(
                            Arrays.stream(stack).limit(1),
                            Arrays.stream(stack).skip(1).filter(frame -> frame.getModuleName() == null))
                    .limit(FRAMES)
                    .map(StackTraceElement::toString)
                    .collect(Collectors.joining(" < "));
        }
    }
}
