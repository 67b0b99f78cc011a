package dev.feedwarden.supervisor.drill;

import java.io.Closeable;
import java.io.IOException;

/** A mail server that counts what it takes. */
public interface MailServer extends Closeable {

    int port();

    /** Takes it away. */
    void down() throws IOException;

    /** Gives it back under the same port. */
    void up() throws IOException;

    /** How many mails it has taken, over its whole life. */
    int mails();
}
