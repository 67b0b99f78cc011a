package dev.feedwarden.supervisor.history;

import dev.feedwarden.rules.StatusChange;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** Status changes by their time. The key is the time in microseconds, counted up where it is taken. For one thread. */
final class ChangeLog {

    private final Codec<StatusChange> codec = new ChangeCodec();
    private final MVMap<Long, String> changes;
    private final int limit;

    ChangeLog(MVStore store, int limit) {
        this.changes = Table.map(store, "changes");
        this.limit = limit;
    }

    void add(StatusChange change) {
        long key = micros(change.time());
        while (changes.containsKey(key)) {
            key++;
        }
        changes.put(key, codec.encode(change));
        Table.prune(changes, limit);
    }

    /** Takes out those before a moment, at most {@value Table#PRUNED_AT_ONCE}; says how many. */
    int forget(Instant before) {
        int old = 0;
        Long first = changes.firstKey();
        while (first != null && first < micros(before) && old < Table.PRUNED_AT_ONCE) {
            changes.remove(first);
            old++;
            first = changes.firstKey();
        }
        return old;
    }

    /** The first ones of {@code [from, to)}. */
    List<StatusChange> between(Instant from, Instant to, int most) {
        List<StatusChange> found = new ArrayList<>();
        Cursor<Long, String> cursor = changes.cursor(micros(from));
        while (found.size() < most && cursor.hasNext()) {
            cursor.next();
            StatusChange change = codec.decode(cursor.getValue());
            if (!change.time().isBefore(to)) {
                break;
            }
            if (!change.time().isBefore(from)) {
                found.add(change);
            }
        }
        return List.copyOf(found);
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }
}
