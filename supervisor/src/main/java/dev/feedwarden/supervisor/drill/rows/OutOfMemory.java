package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import java.io.IOException;

/** A plugin fills the heap. The virtual machine ends itself ({@code ExitOnOutOfMemoryError}); the loop starts it again. */
final class OutOfMemory extends Restarted {

    @Override
    public String failure() {
        return "out of memory";
    }

    @Override
    void end(Bench bench) throws IOException {
        bench.order("memory", "");
    }
}
