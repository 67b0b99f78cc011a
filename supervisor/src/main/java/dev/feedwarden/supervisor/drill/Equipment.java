package dev.feedwarden.supervisor.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * What a drill needs besides the program: servers of its own and the means to break the program from inside. It brings
 * libraries that the program must not carry, so it lies on a class path that only the drill has.
 */
public interface Equipment {

    /** The one on the class path, if there is one. */
    static Optional<Equipment> find() {
        return ServiceLoader.load(Equipment.class).findFirst();
    }

    /** Starts a new, empty PostgreSQL on this machine. Blocks for seconds. */
    Database database() throws IOException;

    /** Starts a new, empty Redis on this machine. */
    Server cache() throws IOException;

    /** Starts a mail server on this machine. */
    MailServer mail() throws IOException;

    /**
     * Writes the JAR of the plugin {@code drill}: its check looks into the folder of its setting {@code orders} and does
     * what a file there is named for, {@code crash} or {@code memory}.
     */
    Path plugin(Path folder) throws IOException;

    /**
     * The main class of the program with other seams. It takes the folder of its orders, then what {@code run} takes: a
     * disk that forgets what was not synced when the process dies, and a wall clock that is off by what the file
     * {@code clock} in that folder says, in seconds.
     */
    String seamed();

    /** A database that ticks are stored in. */
    interface Database extends Server {

        /** How many ticks of a journal it holds, each counted once; 0 if it has no table yet. */
        long ticks(String journal) throws IOException;
    }
}
