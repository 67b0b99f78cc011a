package dev.feedwarden.supervisor.access;

import dev.feedwarden.api.Timers;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who is signed in. In memory only: a restart signs everybody out. A session ends 30 min after it was last used and 12 h
 * after it began, whichever is first; at most {@value #MOST} are open, and one more ends the one that was unused longest.
 * Lives on the core event loop.
 */
public final class Sessions {

    public static final int MOST = 1_000;
    static final Duration IDLE = Duration.ofMinutes(30);
    static final Duration LONGEST = Duration.ofHours(12);
    private static final int ID_BYTES = 32;

    private final Timers timers;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Session> open = new LinkedHashMap<>();

    public Sessions(Timers timers) {
        this.timers = timers;
    }

    /** Begins a session, always under a new id. */
    public Session begin(String user) {
        if (open.size() >= MOST) {
            Iterator<String> longestUnused = open.keySet().iterator();
            longestUnused.next();
            longestUnused.remove();
        }
        long now = timers.nanoTime();
        Session session = new Session(secret(), user, secret(), now, now);
        open.put(session.id, session);
        return session;
    }

    /** The session with an id, which is used by this; null if there is none any more. */
    public @Nullable Session use(String id) {
        Session found = open.remove(id);
        if (found == null || isOver(found)) {
            return null;
        }
        Session used = new Session(found.id, found.user, found.csrf, found.begun, timers.nanoTime());
        open.put(id, used);
        return used;
    }

    /** Whether a session is still open. To ask is no use of it. */
    public boolean isOpen(String id) {
        Session found = open.get(id);
        return found != null && !isOver(found);
    }

    public void end(Session session) {
        open.remove(session.id);
    }

    public int size() {
        return open.size();
    }

    private boolean isOver(Session session) {
        long now = timers.nanoTime();
        return now - session.used >= IDLE.toNanos() || now - session.begun >= LONGEST.toNanos();
    }

    private String secret() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * One signed-in browser.
     *
     * @param id what its cookie holds
     * @param csrf what a request that changes something must repeat, which a page of another site cannot know
     * @param begun monotonic nanoseconds
     * @param used monotonic nanoseconds
     */
    public record Session(String id, String user, String csrf, long begun, long used) {

        @Override
        public String toString() {
            return "session of " + user;
        }
    }
}
