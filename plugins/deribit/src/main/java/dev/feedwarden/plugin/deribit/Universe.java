package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.feed.Stream;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The wanted options of every market, each with its expiry. At most {@code top} a market. */
final class Universe {

    private final int top;
    private final Map<Market, List<Instrument>> chosen = new LinkedHashMap<>();
    private final Map<String, Instrument> byName = new HashMap<>();

    Universe(int top) {
        this.top = top;
    }

    /**
     * Ranks a market anew.
     *
     * @return whether anything that has not expired was listed; if not, the market keeps what it had
     */
    boolean rank(Market market, List<Instrument> listed, Instant venueNow) {
        List<Instrument> alive =
                listed.stream().filter(each -> each.expires().isAfter(venueNow)).toList();
        if (alive.isEmpty()) {
            return false;
        }
        chosen.put(market, Ranking.best(alive, top, byName.keySet()));
        index();
        return true;
    }

    /** Drops what has expired; whether anything had. */
    boolean expire(Instant venueNow) {
        return drop(each -> !each.expires().isAfter(venueNow));
    }

    /** Drops what the venue no longer knows. */
    boolean drop(Collection<String> names) {
        return drop(each -> names.contains(each.name()));
    }

    /** The wanted instrument's own name, or null if none of that name is wanted. */
    @Nullable
    String wanted(String name) {
        Instrument instrument = byName.get(name);
        return instrument == null ? null : instrument.name();
    }

    @Nullable
    Instant nextExpiry() {
        return byName.values().stream()
                .map(Instrument::expires)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** What to subscribe, market by market, in the order of names: it changes only when the set does. */
    List<Stream> streams() {
        return chosen.values().stream()
                .flatMap(instruments ->
                        instruments.stream().map(Instrument::name).sorted())
                .map(name -> new Stream(
                        name, Objects.requireNonNull(byName.get(name), name).expires()))
                .toList();
    }

    private boolean drop(Predicate<Instrument> gone) {
        if (byName.values().stream().noneMatch(gone)) {
            return false;
        }
        chosen.replaceAll((market, instruments) ->
                instruments.stream().filter(gone.negate()).toList());
        index();
        return true;
    }

    private void index() {
        byName.clear();
        chosen.values().forEach(instruments -> instruments.forEach(each -> byName.put(each.name(), each)));
    }
}
