package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The topics of one connection. An acknowledgement does not prove that data will come, so each topic must bring some
 * within the limit for first data; and topics that fell silent while HTTP shows that their prices move are asked for
 * again, or, if they are most of the connection, the connection is made anew.
 */
final class Freshness {

    /** A ticker is sent whenever it changes, at most every 100 ms; the least liquid change within seconds. */
    static final Duration STALE_AFTER = Duration.ofSeconds(30);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final Session session;
    private final Duration firstData;
    private final Map<String, Topic> topics = new HashMap<>();

    Freshness(Session session, Duration firstData) {
        this.session = session;
        this.firstData = firstData;
    }

    void start() {
        session.timers().every(LOOK_EVERY, this::look);
    }

    Topic topic(String symbol) {
        return topics.computeIfAbsent(symbol, absent -> new Topic(now()));
    }

    void granted(Collection<String> symbols, long asked) {
        symbols.forEach(symbol -> topic(symbol).granted(asked, now()));
    }

    void left(Collection<String> symbols, Predicate<String> wanted) {
        for (String symbol : symbols) {
            if (wanted.test(symbol)) {
                topic(symbol).left();
            } else {
                topics.remove(symbol);
            }
        }
    }

    /** What HTTP says, by symbol. */
    void compare(Map<String, double[]> elsewhere) {
        long now = now();
        List<String> stale = topics.entrySet().stream()
                .filter(entry -> elsewhere.containsKey(entry.getKey())
                        && entry.getValue().stale(elsewhere.get(entry.getKey()), STALE_AFTER, now))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        long spoke = topics.values().stream().filter(Topic::spoke).count();
        String detail = stale.size() + " of " + spoke + " topics said nothing for " + STALE_AFTER.toSeconds()
                + " s while their prices moved";
        if (!stale.isEmpty() && stale.size() * 2L > spoke) {
            session.reset(FaultKind.TIMEOUT, detail);
        } else {
            restart(stale, detail);
        }
    }

    private void look() {
        long now = now();
        List<String> silent = topics.entrySet().stream()
                .filter(entry -> entry.getValue().silent(firstData, now))
                .map(Map.Entry::getKey)
                .sorted()
                .toList();
        restart(silent, "acknowledged, but without data for " + firstData.toSeconds() + " s");
    }

    private void restart(List<String> symbols, String reason) {
        long now = now();
        List<String> due =
                symbols.stream().filter(symbol -> topic(symbol).restart(now)).toList();
        if (!due.isEmpty()) {
            session.restart(due, reason);
        }
    }

    private long now() {
        return session.timers().nanoTime();
    }
}
