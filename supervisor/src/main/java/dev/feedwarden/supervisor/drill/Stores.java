package dev.feedwarden.supervisor.drill;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The servers behind a program.
 *
 * @param mail null where there is none: mails stay in the outbox then
 */
record Stores(Server database, Server cache, @Nullable MailServer mail) implements AutoCloseable {

    /** How many ticks the database holds; -1 where that can't be asked. */
    long ticks(String journal) throws IOException {
        return database instanceof Equipment.Database own ? own.ticks(journal) : -1;
    }

    /** Takes all of them away. */
    void down() throws IOException {
        database.down();
        cache.down();
        if (mail != null) {
            mail.down();
        }
    }

    /** Gives all of them back. */
    void up() throws IOException {
        database.up();
        cache.up();
        if (mail != null) {
            mail.up();
        }
    }

    @Override
    public void close() throws IOException {
        try (database;
                cache) {
            if (mail != null) {
                mail.close();
            }
        }
    }
}
