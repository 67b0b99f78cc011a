package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;

/** The program is killed outright; the loop that supervises it starts it again. */
final class ProcessCrash extends Restarted {

    @Override
    public String failure() {
        return "process crash";
    }

    @Override
    void end(Bench bench) {
        bench.program().kill();
    }
}
