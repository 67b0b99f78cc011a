package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import io.vertx.core.Future;

/** The way on which the rows of one channel leave the house. Every method is called on the outbox's event loop. */
interface Carrier {

    /** Whether there is a way at all; while there is none, rows wait. */
    boolean ready();

    /**
     * Hands a row over; completes on the outbox's event loop once the other side has it.
     *
     * @param row as it stood before this attempt
     */
    Future<?> send(Mail row);

    /** Why handing over failed. */
    Failure failure(Throwable cause);

    /** The other side took a row. */
    default void served() {}

    /** The other side does not serve us: moves on, and answers whether another is to be tried at once. */
    default boolean elsewhere() {
        return false;
    }

    /** Gives up what is under way. */
    default void cut() {}
}
