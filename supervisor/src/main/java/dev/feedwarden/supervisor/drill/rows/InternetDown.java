package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import dev.feedwarden.supervisor.drill.Status;
import java.io.IOException;

/**
 * The lines to all exchanges are cut at once, and that to what the check named {@code internet} asks; stores and mail, which are
 * near, stay. The silence of every feed belongs to that check's trouble, of which alone a person is told.
 */
final class InternetDown extends Held {

    @Override
    public String failure() {
        return "internet down";
    }

    @Override
    public void fail(Bench bench) {
        bench.landmark().line().cut();
        bench.exchanges().forEach(exchange -> exchange.line().cut());
    }

    @Override
    public boolean detected(Bench bench) throws IOException, InterruptedException {
        Status status = bench.status();
        return status.feed("deribit").equals("disconnected")
                && status.feed("bybit").equals("disconnected");
    }

    @Override
    public void mend(Bench bench) {
        bench.exchanges().forEach(exchange -> exchange.line().join());
        bench.landmark().line().join();
    }

    /** That check's rule waits for the feeds, so that they are over before their cause. */
    @Override
    public boolean repaired(Bench bench) throws IOException, InterruptedException {
        Status status = bench.status();
        return status.flows() && status.reading("internet", "http.reachable").orElse(0.0) >= 1;
    }

    @Override
    public String step() {
        return "feeds reconnect";
    }
}
