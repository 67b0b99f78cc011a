package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.exchange.DataFrame;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;

/** Data messages of one session that go out late, in their order. When there are too many, the oldest goes at once. */
final class LateFrames {

    /** How late. */
    static final Duration DELAY = Duration.ofSeconds(8);

    /** What the highest rate of ticks makes in that time, and a fifth more. */
    static final int MOST = 96_000;

    private final Timers timers;
    private final Consumer<DataFrame> out;
    private final Queue<Waiting> waiting = new ArrayDeque<>();

    LateFrames(Timers timers, Consumer<DataFrame> out) {
        this.timers = timers;
        this.out = out;
    }

    void add(DataFrame frame) {
        if (waiting.size() == MOST) {
            next();
        }
        waiting.add(new Waiting(frame, timers.after(DELAY, this::next)));
    }

    /** Sends all of them now. */
    void release() {
        while (!waiting.isEmpty()) {
            next();
        }
    }

    /** Forgets all of them. */
    void clear() {
        waiting.forEach(each -> each.due().cancel());
        waiting.clear();
    }

    private void next() {
        Waiting first = waiting.poll();
        if (first != null) {
            first.due().cancel();
            out.accept(first.frame());
        }
    }

    private record Waiting(DataFrame frame, Timers.Timer due) {}
}
