package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import java.io.IOException;

/** The line to one exchange is cut: its connections end, and nobody is reached. */
final class NetworkDrop extends Held {

    @Override
    public String failure() {
        return "network drop";
    }

    @Override
    public void fail(Bench bench) {
        bench.exchange("deribit").line().cut();
    }

    @Override
    public boolean detected(Bench bench) throws IOException, InterruptedException {
        return bench.status().feed("deribit").equals("disconnected");
    }

    @Override
    public void mend(Bench bench) {
        bench.exchange("deribit").line().join();
    }

    @Override
    public String step() {
        return "feed reconnects";
    }
}
