package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import dev.feedwarden.supervisor.drill.Exchange;
import dev.feedwarden.supervisor.drill.Pace;
import dev.feedwarden.supervisor.drill.Row;
import java.io.IOException;
import java.time.Duration;

/**
 * The machine goes down and comes up: the program and its stores end, and start again in no order. It is noticed by
 * whoever asks the page; the cause has ended once everything is started.
 */
final class Reboot implements Row {

    private int endsBefore;

    @Override
    public String failure() {
        return "reboot";
    }

    @Override
    public void fail(Bench bench) throws IOException, InterruptedException {
        endsBefore = bench.program().ends();
        for (Exchange exchange : bench.exchanges()) {
            exchange.down();
        }
        bench.program().stop();
        bench.storesDown();
    }

    @Override
    public boolean detected(Bench bench) {
        return bench.program().ends() > endsBefore;
    }

    @Override
    public Duration lasts(Pace pace) {
        return Duration.ofMillis(1);
    }

    @Override
    public void mend(Bench bench) throws IOException, InterruptedException {
        bench.program().start();
        bench.storesUp();
        for (Exchange exchange : bench.exchanges()) {
            exchange.up();
        }
    }

    @Override
    public String step() {
        return "process started again, journal read";
    }
}
