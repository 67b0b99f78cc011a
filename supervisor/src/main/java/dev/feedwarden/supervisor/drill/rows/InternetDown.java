package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import dev.feedwarden.supervisor.drill.Status;
import java.io.IOException;

/** The lines to all exchanges are cut at once; stores and mail, which are near, stay. */
final class InternetDown extends Held {

    @Override
    public String failure() {
        return "internet down";
    }

    @Override
    public void fail(Bench bench) {
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
    }

    @Override
    public String step() {
        return "feeds reconnect";
    }
}
