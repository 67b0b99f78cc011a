package dev.feedwarden.plugin.simulator.ib;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The open connections, the oldest first. */
final class IbSessions {

    private final Set<IbSession> open = new LinkedHashSet<>();

    void add(IbSession session) {
        open.add(session);
    }

    void remove(IbSession session) {
        open.remove(session);
    }

    int size() {
        return open.size();
    }

    void each(Consumer<IbSession> action) {
        List.copyOf(open).forEach(action);
    }

    /** Tells every session that is ready. */
    void tell(String message) {
        each(session -> session.notice(message));
    }

    boolean has(int clientId) {
        return open.stream().anyMatch(session -> session.ready() && session.clientId() == clientId);
    }

    Stream<IbSession> ready() {
        return List.copyOf(open).stream().filter(IbSession::ready);
    }

    Stream<Line> lines() {
        return ready().flatMap(session -> List.copyOf(session.lines().values()).stream());
    }
}
