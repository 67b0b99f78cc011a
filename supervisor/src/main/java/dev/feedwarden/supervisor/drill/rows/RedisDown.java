package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import dev.feedwarden.supervisor.drill.Status;
import java.io.IOException;

/** Redis ends, with all that it held, and comes back empty. Repaired is when it has all that waited for it. */
final class RedisDown extends Held {

    private static final long UNDER_WAY = 200;

    @Override
    public String failure() {
        return "Redis down";
    }

    @Override
    public void fail(Bench bench) throws IOException {
        bench.cache().down();
    }

    @Override
    public boolean detected(Bench bench) throws IOException, InterruptedException {
        return bench.status().reading("cache", "redis.reachable").orElse(1.0) < 1;
    }

    @Override
    public void mend(Bench bench) throws IOException {
        bench.cache().up();
    }

    @Override
    public boolean repaired(Bench bench) throws IOException, InterruptedException {
        Status status = bench.status();
        return status.flows() && status.stores() && status.accepted() - status.stored("latest") < UNDER_WAY;
    }

    @Override
    public String step() {
        return "sink tries again, from the journal";
    }
}
