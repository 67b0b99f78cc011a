package dev.feedwarden.deploy.drill;

import dev.feedwarden.api.Timers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Sets the wall clock of timers off by what a file says, in seconds; without the file it is right. The file is looked at
 * five times a second. Monotonic time goes on.
 */
final class SetClock {

    private static final Duration LOOKING = Duration.ofMillis(200);

    private final Path file;
    private volatile Duration off = Duration.ZERO;
    private boolean looking;

    /** @param orders the folder of the file */
    SetClock(Path orders) {
        file = orders.resolve("clock");
    }

    /** The same timers by this clock. */
    synchronized Timers set(Timers timers) {
        if (!looking) {
            looking = true;
            timers.every(LOOKING, this::look);
        }
        return new Timers() {
            @Override
            public Instant now() {
                return timers.now().plus(off);
            }

            @Override
            public long nanoTime() {
                return timers.nanoTime();
            }

            @Override
            public Timer after(Duration delay, Runnable task) {
                return timers.after(delay, task);
            }

            @Override
            public Timer every(Duration period, Runnable task) {
                return timers.every(period, task);
            }
        };
    }

    private void look() {
        try {
            off = Duration.ofSeconds(Long.parseLong(Files.readString(file).strip()));
        } catch (NoSuchFileException unset) {
            off = Duration.ZERO;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
