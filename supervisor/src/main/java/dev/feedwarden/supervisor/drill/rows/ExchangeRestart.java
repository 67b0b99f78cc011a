package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import java.io.IOException;

/** The process of an exchange ends, and another takes its place. */
final class ExchangeRestart extends Held {

    @Override
    public String failure() {
        return "exchange restart";
    }

    @Override
    public void fail(Bench bench) throws IOException, InterruptedException {
        bench.exchange("bybit").down();
    }

    @Override
    public boolean detected(Bench bench) throws IOException, InterruptedException {
        return bench.status().feed("bybit").equals("disconnected");
    }

    @Override
    public void mend(Bench bench) throws IOException, InterruptedException {
        bench.exchange("bybit").up();
    }

    @Override
    public String step() {
        return "feed reconnects";
    }
}
