package dev.feedwarden.supervisor.history;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.h2.mvstore.Cursor;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.jspecify.annotations.Nullable;

/**
 * Numbered rows that are live until they are settled. Live and settled rows lie in two maps, so that a new process finds
 * the live ones, and the limit the settled ones, without a search. For one thread.
 */
final class Table<T> {

    /** How many rows a commit takes out at most, so that a lowered limit does not make one commit long. */
    static final int PRUNED_AT_ONCE = 1_000;

    private final MVMap<Long, String> live;
    private final MVMap<Long, String> settled;
    private final Codec<T> codec;
    private final ToLongFunction<T> number;
    private final Predicate<T> isSettled;
    private final Life<T> life;
    private final int limit;

    Table(
            MVStore store,
            String name,
            Codec<T> codec,
            ToLongFunction<T> number,
            Predicate<T> isSettled,
            Life<T> life,
            int limit) {
        this.live = map(store, name + ".live");
        this.settled = map(store, name + ".settled");
        this.codec = codec;
        this.number = number;
        this.isSettled = isSettled;
        this.life = life;
        this.limit = limit;
    }

    static MVMap<Long, String> map(MVStore store, String name) {
        return store.openMap(
                name,
                new MVMap.Builder<Long, String>().keyType(LongDataType.INSTANCE).valueType(StringDataType.INSTANCE));
    }

    static void prune(MVMap<Long, String> map, int limit) {
        for (int i = 0; i < PRUNED_AT_ONCE && map.sizeAsLong() > limit; i++) {
            map.remove(map.firstKey());
        }
    }

    void put(T row) {
        boolean done = isSettled.test(row);
        long key = number.applyAsLong(row);
        (done ? live : settled).remove(key);
        (done ? settled : live).put(key, codec.encode(row));
        prune(settled, limit);
    }

    /**
     * Takes out settled rows that were over before a moment, at most {@value #PRUNED_AT_ONCE}; never the one with the greatest
     * number of all, which says what the next one is.
     *
     * @return how many
     */
    int forget(Instant before) {
        long last = nextNumber() - 1;
        List<Long> old = new ArrayList<>();
        Cursor<Long, String> cursor = settled.cursor(null);
        while (cursor.hasNext() && old.size() < PRUNED_AT_ONCE) {
            long key = cursor.next();
            T row = codec.decode(cursor.getValue());
            if (!life.begun().apply(row).isBefore(before)) {
                break;
            }
            if (key != last && life.over().apply(row).isBefore(before)) {
                old.add(key);
            }
        }
        old.forEach(settled::remove);
        return old.size();
    }

    /** The row of a number; empty for none. */
    Optional<T> find(long key) {
        return Optional.ofNullable(live.containsKey(key) ? live.get(key) : settled.get(key))
                .map(codec::decode);
    }

    /** The live rows with the smallest numbers first. */
    List<T> live(int most) {
        return live.values().stream().limit(most).map(codec::decode).toList();
    }

    /** The live rows with the smallest numbers first, so many of each group. */
    List<T> live(int most, Function<T, String> group) {
        Map<String, Integer> taken = new HashMap<>();
        return live.values().stream()
                .map(codec::decode)
                .filter(row -> taken.merge(group.apply(row), 1, Integer::sum) <= most)
                .toList();
    }

    /** All rows with the greatest numbers first. */
    List<T> newest(int most) {
        return newest(most, Integer.MAX_VALUE, row -> true);
    }

    /** Those wanted among the rows with the greatest numbers, these first. */
    List<T> newest(int most, int among, Predicate<T> wanted) {
        List<T> rows = new ArrayList<>();
        Cursor<Long, String> a = live.cursor(null, null, true);
        Cursor<Long, String> b = settled.cursor(null, null, true);
        Long keyA = next(a);
        Long keyB = next(b);
        for (int i = 0; i < among && rows.size() < most && (keyA != null || keyB != null); i++) {
            boolean fromA = keyB == null || (keyA != null && keyA > keyB);
            T row = codec.decode((fromA ? a : b).getValue());
            if (wanted.test(row)) {
                rows.add(row);
            }
            if (fromA) {
                keyA = next(a);
            } else {
                keyB = next(b);
            }
        }
        return List.copyOf(rows);
    }

    /** Every row, in no order; none of them is kept in memory. */
    void each(Consumer<T> taker) {
        live.values().forEach(row -> taker.accept(codec.decode(row)));
        settled.values().forEach(row -> taker.accept(codec.decode(row)));
    }

    /** One more than the greatest number that is kept. */
    long nextNumber() {
        Long a = live.lastKey();
        Long b = settled.lastKey();
        return Math.max(a == null ? 0 : a, b == null ? 0 : b) + 1;
    }

    private static @Nullable Long next(Cursor<Long, String> cursor) {
        return cursor.hasNext() ? cursor.next() : null;
    }
}
