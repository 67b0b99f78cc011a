package dev.feedwarden.supervisor.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which session carries which stream. Stable: a stream stays where it is, a new one goes to the first session with room,
 * and a session without streams is given up. Session 0 is always there.
 */
final class Shards {

    private final int room;
    private final Map<String, Integer> places = new LinkedHashMap<>();
    private final TreeMap<Integer, Set<String>> sessions = new TreeMap<>();

    /** @param room how many streams one session carries at most */
    Shards(int room) {
        this.room = room;
        sessions.put(0, new LinkedHashSet<>());
    }

    /** Takes over the streams that are wanted from now on. */
    void want(Collection<String> streams) {
        var wanted = new LinkedHashSet<>(streams);
        for (String stream : new ArrayList<>(places.keySet())) {
            if (!wanted.contains(stream)) {
                remove(stream);
            }
        }
        for (String stream : wanted) {
            if (!places.containsKey(stream)) {
                add(stream);
            }
        }
        sessions.entrySet()
                .removeIf(session -> session.getKey() != 0 && session.getValue().isEmpty());
    }

    /** The numbers of the sessions, in order; never empty. */
    List<Integer> sessions() {
        return List.copyOf(sessions.keySet());
    }

    /** What a session carries, in the order in which it was wanted. */
    Set<String> streams(int session) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(sessions.getOrDefault(session, Set.of())));
    }

    /** Which session carries a stream; null for one that is not wanted. */
    @Nullable
    Integer session(String stream) {
        return places.get(stream);
    }

    int size() {
        return places.size();
    }

    private void add(String stream) {
        int number = 0;
        while (sessions.getOrDefault(number, Set.of()).size() >= room) {
            number++;
        }
        sessions.computeIfAbsent(number, absent -> new LinkedHashSet<>()).add(stream);
        places.put(stream, number);
    }

    private void remove(String stream) {
        Integer number = places.remove(stream);
        if (number != null) {
            sessions.getOrDefault(number, new LinkedHashSet<>()).remove(stream);
        }
    }
}
