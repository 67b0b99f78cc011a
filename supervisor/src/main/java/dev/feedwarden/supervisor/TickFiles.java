package dev.feedwarden.supervisor;

import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.sink.SinkProvider;
import dev.feedwarden.api.sink.TickFile;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Files that a sink has written, read back by the plugin that knows them, while no instance runs. */
public final class TickFiles {

    private TickFiles() {}

    /** Something that reads an open file to its end, or as far as it likes. */
    public interface Reader {
        void read(TickFile file) throws IOException;
    }

    /**
     * Opens a file, hands it to the reader and closes it. Blocks.
     *
     * @param data the data folder, whose drop-in plugins are asked too
     * @throws IOException if no plugin knows the file, or one does and cannot read it
     */
    public static void read(Installation installation, Path data, Path file, Reader reader)
            throws IOException, TimeoutException {
        Teardown teardown = new Teardown();
        try {
            List<SinkProvider> sinks = Plugins.load(
                            Scratch.folders(installation, data, teardown),
                            Seams.real(),
                            () -> JournalPosition.NONE,
                            fact -> {},
                            new Meters(new SimpleMeterRegistry()),
                            teardown)
                    .host()
                    .sinks()
                    .await(10, TimeUnit.SECONDS);
            for (SinkProvider sink : sinks) {
                try (TickFile opened = sink.open(file)) {
                    if (opened != null) {
                        reader.read(opened);
                        return;
                    }
                }
            }
            throw new IOException("expected a file that one of these sinks has written, found none of theirs: "
                    + sinks.stream().map(SinkProvider::type).sorted().toList());
        } finally {
            teardown.run();
        }
    }
}
