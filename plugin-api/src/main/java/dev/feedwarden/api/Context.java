package dev.feedwarden.api;

import dev.feedwarden.api.event.FaultKind;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;

/**
 * The surroundings of one instance. Belongs to one event loop; what an instance opens through {@link #vertx()} is closed
 * with it.
 */
public interface Context {

    /** The name of the entry in the configuration; also the subject of its readings. */
    String id();

    /** The plugin's own Vert.x, with one event loop that it shares with no other plugin. */
    Vertx vertx();

    Timers timers();

    Disk disk();

    /** A folder for this instance alone, below the data folder. It may not exist yet. */
    Path folder();

    /** How far the journal is now. */
    JournalPosition journal();

    /** Reports values of declared metrics. The subject of each is {@link #id()} or begins with {@code id()/}. */
    void report(List<Reading> readings);

    /**
     * Reports that something went wrong and was contained. Counted by kind.
     *
     * @param detail one line for a person; cut after 500 characters
     */
    void fault(FaultKind kind, String detail);
}
