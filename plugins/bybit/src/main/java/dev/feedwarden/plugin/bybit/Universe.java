package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.feed.Stream;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The wanted options of every coin, each with its expiry. At most {@code top} a coin. */
final class Universe {

    private final int top;
    private final Map<String, List<Contract>> chosen = new LinkedHashMap<>();
    private final Map<String, Contract> bySymbol = new HashMap<>();

    Universe(int top) {
        this.top = top;
    }

    /**
     * Ranks a coin anew.
     *
     * @return whether anything that has not expired was listed; if not, the coin keeps what it had
     */
    boolean rank(String coin, List<Contract> listed, Instant venueNow) {
        List<Contract> alive =
                listed.stream().filter(each -> each.expires().isAfter(venueNow)).toList();
        if (alive.isEmpty()) {
            return false;
        }
        chosen.put(coin, Ranking.best(alive, top, bySymbol.keySet()));
        index();
        return true;
    }

    /** Drops what has expired; whether anything had. */
    boolean expire(Instant venueNow) {
        return drop(each -> !each.expires().isAfter(venueNow));
    }

    /** Drops what the venue does not know any more. */
    boolean drop(Collection<String> symbols) {
        return drop(each -> symbols.contains(each.symbol()));
    }

    /** The wanted option's own symbol, or null if none of that symbol is wanted. */
    @Nullable
    String wanted(String symbol) {
        Contract contract = bySymbol.get(symbol);
        return contract == null ? null : contract.symbol();
    }

    @Nullable
    Instant nextExpiry() {
        return bySymbol.values().stream()
                .map(Contract::expires)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** What to subscribe, coin by coin, in the order of symbols: it changes only when the set does. */
    List<Stream> streams() {
        return chosen.values().stream()
                .flatMap(contracts ->
                        contracts.stream().sorted((one, other) -> one.symbol().compareTo(other.symbol())))
                .map(contract -> new Stream(contract.symbol(), contract.expires()))
                .toList();
    }

    private boolean drop(Predicate<Contract> gone) {
        if (bySymbol.values().stream().noneMatch(gone)) {
            return false;
        }
        chosen.replaceAll(
                (coin, contracts) -> contracts.stream().filter(gone.negate()).toList());
        index();
        return true;
    }

    private void index() {
        bySymbol.clear();
        chosen.values().forEach(contracts -> contracts.forEach(each -> bySymbol.put(each.symbol(), each)));
    }
}
