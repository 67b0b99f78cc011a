package dev.feedwarden.api.sink;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Provider;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes sinks of one kind. */
public interface SinkProvider extends Provider<Context, Sink> {

    /**
     * Opens a file that a sink of this kind has written. Called on a thread that may block.
     *
     * @return null if the file is not of this kind
     * @throws IOException if it is, but cannot be read
     */
    default @Nullable TickFile open(Path file) throws IOException {
        return null;
    }
}
