package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.feed.FeedContext;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the sockets say with what the venue says over HTTP, coin by coin, one request at a time. A socket may
 * answer every ping and yet bring nothing; only a second source tells that from a quiet market.
 */
final class CrossCheck {

    private final FeedContext context;
    private final Rest rest;
    private final BybitSettings settings;
    private final Standing standing;
    private final Consumer<Map<String, double[]>> tickers;
    private final Consumer<RestException> refused;
    private @Nullable Timer timer;
    private boolean running;

    /**
     * A check that has not begun.
     *
     * @param tickers takes what HTTP says, by symbol: the numbers by their {@link Slots}
     * @param refused takes the venue's refusals
     */
    CrossCheck(
            FeedContext context,
            Rest rest,
            BybitSettings settings,
            Standing standing,
            Consumer<Map<String, double[]>> tickers,
            Consumer<RestException> refused) {
        this.context = context;
        this.rest = rest;
        this.settings = settings;
        this.standing = standing;
        this.tickers = tickers;
        this.refused = refused;
    }

    void start() {
        timer = context.timers().every(settings.crossCheck(), this::round);
    }

    void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    /** A host that cannot be reached is the discovery's to report; what the venue refuses is always news. */
    private void round() {
        if (running) {
            return;
        }
        running = true;
        Future<Void> asked = rest.get("/v5/system/status", Map.of())
                .onSuccess(status -> standing.status(Json.array(status, "list")))
                .mapEmpty();
        for (String coin : settings.coins()) {
            asked = asked.compose(done -> rest.get("/v5/market/tickers", Map.of("baseCoin", coin)))
                    .onSuccess(answer -> tickers.accept(prices(Json.array(answer, "list"))))
                    .mapEmpty();
        }
        asked.onComplete(done -> running = false).onFailure(error -> {
            if (error instanceof RestException refusal) {
                refused.accept(refusal);
            }
        });
    }

    private static Map<String, double[]> prices(JsonArray list) {
        Map<String, double[]> prices = new HashMap<>();
        for (Object item : list) {
            String symbol = item instanceof JsonObject named ? Json.text(named, "symbol") : null;
            if (symbol != null) {
                JsonObject entry = (JsonObject) item;
                double[] values = new double[Slots.COUNT];
                for (String name : entry.fieldNames()) {
                    int slot = Slots.of(name);
                    if (slot != Slots.UNWANTED) {
                        values[slot] = Json.number(entry, name);
                    }
                }
                prices.put(symbol, values);
            }
        }
        return prices;
    }
}
