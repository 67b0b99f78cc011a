package dev.feedwarden.supervisor.drill;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened and must be gone at the end, whatever happens, the last first. Safe from any thread. */
final class Openings {

    private static final Logger LOG = LoggerFactory.getLogger(Openings.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private boolean closed;

    /** What is added after the end is closed at once. */
    synchronized <T extends AutoCloseable> T add(T opened) {
        if (closed) {
            end(opened);
            throw new IllegalStateException("the drill has ended");
        }
        open.push(opened);
        return opened;
    }

    /** Closes one of them; nothing if it is null or closed. */
    synchronized void close(@Nullable AutoCloseable opened) {
        if (opened != null && open.remove(opened)) {
            end(opened);
        }
    }

    /** Closes all that are open. */
    synchronized void close() {
        closed = true;
        while (!open.isEmpty()) {
            end(open.pop());
        }
    }

    private static void end(AutoCloseable opened) {
        try {
            opened.close();
        } catch (Exception e) {
            LOG.error("drill=not-closed what={}", opened.getClass().getSimpleName(), e);
        }
    }
}
