package dev.feedwarden.plugin.ib;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the contracts, over all connections: one entry for each that the configuration names. */
final class ContractBook {

    private final Map<Integer, Known> known = new HashMap<>();

    void learn(ContractData data) {
        known.put(
                data.conId(),
                new Known(
                        data.localSymbol().isEmpty() ? data.symbol() : data.localSymbol(),
                        data.exchange(),
                        TradingHours.of(data.zone(), data.tradingHours()),
                        Expiry.of(data)));
    }

    TradingHours hours(int conId) {
        Known found = known.get(conId);
        return found == null ? TradingHours.UNKNOWN : found.hours();
    }

    @Nullable
    Instant expires(int conId) {
        Known found = known.get(conId);
        return found == null ? null : found.expires();
    }

    /** Where its data is to be asked for; empty while that is not known. */
    String exchange(Contract contract) {
        Known found = known.get(contract.conId());
        return !contract.exchange().isEmpty() || found == null ? contract.exchange() : found.exchange();
    }

    boolean knows(int conId) {
        return known.containsKey(conId);
    }

    /** For a person: {@code 711280073 (MNQU5)}. */
    String name(int conId) {
        Known found = known.get(conId);
        return conId + (found == null ? "" : " (" + found.symbol() + ")");
    }

    private record Known(
            String symbol,
            String exchange,
            TradingHours hours,
            @Nullable Instant expires) {}
}
