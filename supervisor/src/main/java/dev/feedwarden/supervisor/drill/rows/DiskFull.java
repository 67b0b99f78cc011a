package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Bench;
import dev.feedwarden.supervisor.drill.Ground;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The disk of the data fills up to the last byte, and is freed again. The disk is a real one of 64 MB, mounted in memory
 * where only the program has it, and filled by another file. Meanwhile no tick is accepted.
 */
final class DiskFull extends Held {

    private static final byte[] BLOCK = new byte[4096];

    @Override
    public String failure() {
        return "disk full";
    }

    @Override
    public Ground ground() {
        return Ground.SMALL_DISK;
    }

    @Override
    public void fail(Bench bench) throws IOException {
        Path filler = filler(bench);
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(BLOCK);
            }
        } catch (IOException full) {
            if (!String.valueOf(full.getMessage()).contains("No space left")) {
                throw full;
            }
        }
    }

    @Override
    public boolean detected(Bench bench) throws IOException, InterruptedException {
        return bench.status().rule("self-journal-accepting").equals("red");
    }

    @Override
    public void mend(Bench bench) throws IOException {
        Files.delete(filler(bench));
    }

    @Override
    public boolean repaired(Bench bench) throws IOException, InterruptedException {
        return bench.status().rule("self-journal-accepting").equals("green") && super.repaired(bench);
    }

    @Override
    public String step() {
        return "journal takes ticks again";
    }

    private static Path filler(Bench bench) {
        return bench.data().resolve("filler");
    }
}
