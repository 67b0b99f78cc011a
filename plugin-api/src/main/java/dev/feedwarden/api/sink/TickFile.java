package dev.feedwarden.api.sink;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A file of ticks that a sink has written, open for reading. Belongs to one thread, which it blocks. */
public interface TickFile extends AutoCloseable {

    /** The id of the journal that gave the rows their sequences. */
    String journal();

    /**
     * The next row, null at the end.
     *
     * @throws IOException if what follows cannot be read; the message says at which byte
     */
    Batch.@Nullable Row next() throws IOException;

    @Override
    void close() throws IOException;
}
