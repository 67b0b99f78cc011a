package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import io.vertx.core.Future;
import java.util.List;

/** Delivers what has been written down. Lives on the core event loop. */
public interface Outbox {

    /** Takes rows that are committed; those that are to be sent are sent as soon as may be. */
    void deliver(List<Mail> committed);

    /** How many rows are not settled yet, and how old the oldest of them is, in seconds. */
    Backlog backlog();

    /** Ends the dialogue that is under way, within 5 s, and closes the connection. */
    Future<Void> close();

    /** What still has to go out. */
    record Backlog(int mails, double oldestSeconds) {}
}
