package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import java.io.IOException;
import java.time.Duration;

/** A fault that a simulated exchange makes. */
abstract class Faulted extends Held {

    /** Longer than any drill: a fault ends when it is healed. */
    private static final Duration ENDLESS = Duration.ofHours(12);

    private final String failure;
    private final String exchange;
    private final String kind;
    private final String step;

    /** @param kind as the simulator's control has it */
    Faulted(String failure, String exchange, String kind, String step) {
        this.failure = failure;
        this.exchange = exchange;
        this.kind = kind;
        this.step = step;
    }

    @Override
    public final String failure() {
        return failure;
    }

    @Override
    public final void fail(Bench bench) throws IOException, InterruptedException {
        bench.exchange(exchange).fault(kind, ENDLESS);
    }

    @Override
    public boolean detected(Bench bench) throws IOException, InterruptedException {
        return !bench.status().feed(exchange).equals("healthy");
    }

    @Override
    public void mend(Bench bench) throws IOException, InterruptedException {
        bench.exchange(exchange).heal(kind);
    }

    @Override
    public final String step() {
        return step;
    }
}
