package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import dev.feedwarden.supervisor.drill.Pace;
import dev.feedwarden.supervisor.drill.Status;
import java.io.IOException;
import java.time.Duration;

/** PostgreSQL ends as in a crash, and comes back. Repaired is when it has all that waited for it. */
final class DatabaseDown extends Held {

    private static final Duration USUAL = Duration.ofMinutes(3);
    private static final Duration LEAST = Duration.ofSeconds(8);

    /** So many ticks are always on their way. */
    private static final long UNDER_WAY = 200;

    @Override
    public String failure() {
        return "database down";
    }

    @Override
    public void fail(Bench bench) throws IOException {
        bench.database().down();
    }

    @Override
    public Duration lasts(Pace pace) {
        return pace.of(USUAL, LEAST);
    }

    @Override
    public boolean detected(Bench bench) throws IOException, InterruptedException {
        return bench.status().reading("database", "postgres.reachable").orElse(1.0) < 1;
    }

    @Override
    public void mend(Bench bench) throws IOException {
        bench.database().up();
    }

    @Override
    public boolean repaired(Bench bench) throws IOException, InterruptedException {
        Status status = bench.status();
        return status.flows() && status.stores() && status.accepted() - status.stored("timescale") < UNDER_WAY;
    }

    @Override
    public String step() {
        return "sink tries again, from the journal";
    }
}
