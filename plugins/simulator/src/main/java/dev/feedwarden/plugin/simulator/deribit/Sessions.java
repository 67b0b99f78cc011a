package dev.feedwarden.plugin.simulator.deribit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The open sessions, the oldest first. */
final class Sessions {

    private final Set<Session> open = new LinkedHashSet<>();

    void add(Session session) {
        open.add(session);
    }

    void remove(Session session) {
        open.remove(session);
    }

    int size() {
        return open.size();
    }

    int subscriptions() {
        return open.stream().mapToInt(session -> session.channels().size()).sum();
    }

    /** All of them, safe against sessions that end meanwhile. */
    List<Session> all() {
        return List.copyOf(open);
    }

    void each(Consumer<Session> action) {
        all().forEach(action);
    }

    /** Those that have a channel. */
    List<Session> on(String channel) {
        return open.stream()
                .filter(session -> session.channels().contains(channel))
                .toList();
    }

    /** The instruments of which somebody has a ticker channel, sorted. */
    Set<String> tickerInstruments() {
        return open.stream()
                .flatMap(session -> session.channels().stream())
                .filter(Channel::isTicker)
                .map(Channel::instrument)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
