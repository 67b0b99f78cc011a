package dev.feedwarden.supervisor.drill;

import java.io.Closeable;
import java.io.IOException;

/** A server that can be taken away and given back. It comes back with what it had made durable. */
public interface Server extends Closeable {

    /** How it is reached. */
    Access access();

    /** Takes it away at once, as a crash would. Blocks. */
    void down() throws IOException;

    /** Gives it back under the same address. Blocks. */
    void up() throws IOException;
}
