package dev.feedwarden.plugin.redis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Remembers where options stand and which of them are in their index, so that neither is worked out for every quote. */
final class Places {

    /** With more than this many instruments it starts from nothing again. */
    static final int MOST = 50_000;

    private final Keys keys;
    private final Map<Instrument, Optional<Place>> known = new HashMap<>();
    private final Set<String> indexed = new HashSet<>();
    private final Set<String> indexes = new HashSet<>();

    private record Instrument(String feed, String name) {}

    Places(Keys keys) {
        this.keys = keys;
    }

    /** Null for what is no option. */
    @Nullable
    Place of(String feed, String instrument) {
        if (known.size() >= MOST) {
            known.clear();
            forgetIndexes();
        }
        return known.computeIfAbsent(
                        new Instrument(feed, instrument), key -> Optional.ofNullable(Place.of(keys, feed, instrument)))
                .orElse(null);
    }

    /** Whether it must be added to its index; says so once. */
    boolean index(Place place) {
        indexes.add(place.index());
        return indexed.add(place.member());
    }

    /** The member is in its index no more. */
    void removed(String member) {
        indexed.remove(member);
    }

    /** What the server holds may have changed without us: every option is added to its index again. */
    void forgetIndexes() {
        indexed.clear();
    }

    /** The keys of the indexes that were written to. */
    Set<String> indexes() {
        return Set.copyOf(indexes);
    }
}
