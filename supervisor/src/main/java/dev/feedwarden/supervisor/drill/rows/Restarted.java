package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import dev.feedwarden.supervisor.drill.Row;
import java.io.IOException;

/** The process ends, which its loop sees, and is started again by it. */
abstract class Restarted implements Row {

    private int endsBefore;

    /** Has the process end. */
    abstract void end(Bench bench) throws IOException;

    @Override
    public final void fail(Bench bench) throws IOException {
        endsBefore = bench.program().ends();
        end(bench);
    }

    @Override
    public boolean detected(Bench bench) {
        return bench.program().ends() > endsBefore;
    }

    @Override
    public String step() {
        return "process started again, journal read";
    }
}
