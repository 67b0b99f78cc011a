package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import dev.feedwarden.supervisor.drill.Ground;

/**
 * The power fails: what the program wrote and had not synced is gone. The program runs on a disk that keeps every write in
 * the process's memory until it is synced, so that killing the process loses exactly that, and more than a kernel would: a
 * plain kill loses nothing, for the kernel keeps what it was handed.
 */
final class PowerLoss extends Restarted {

    @Override
    public String failure() {
        return "power loss";
    }

    @Override
    public Ground ground() {
        return Ground.WRITE_BACK;
    }

    @Override
    void end(Bench bench) {
        bench.program().kill();
    }
}
