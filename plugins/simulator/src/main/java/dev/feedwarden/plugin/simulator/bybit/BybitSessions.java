package dev.feedwarden.plugin.simulator.bybit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The open sessions, the oldest first. */
final class BybitSessions {

    private final Set<BybitSession> open = new LinkedHashSet<>();

    void add(BybitSession session) {
        open.add(session);
    }

    void remove(BybitSession session) {
        open.remove(session);
    }

    int size() {
        return open.size();
    }

    /** How many topics bring data. */
    int subscriptions() {
        return open.stream()
                .mapToInt(session -> session.topics().size() - session.muted().size())
                .sum();
    }

    void each(Consumer<BybitSession> action) {
        List.copyOf(open).forEach(action);
    }

    /** Those that have a topic, and get its data. */
    List<BybitSession> on(String topic) {
        return open.stream()
                .filter(session ->
                        session.topics().contains(topic) && !session.muted().contains(topic))
                .toList();
    }

    /** The oldest that has any topic; empty when there is none. */
    List<BybitSession> any() {
        return open.stream()
                .filter(session -> !session.topics().isEmpty())
                .limit(1)
                .toList();
    }

    /** The symbols of which somebody has a ticker topic, sorted. */
    Set<String> symbols() {
        return open.stream()
                .flatMap(session -> session.topics().stream())
                .filter(topic -> topic.startsWith(BybitFrames.TICKERS))
                .map(topic -> topic.substring(BybitFrames.TICKERS.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
