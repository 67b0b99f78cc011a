package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.FeedContext;
import dev.feedwarden.api.feed.HostPausedException;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks which options there are, in rounds, coin by coin, one request at a time: at the start, at each refresh, and
 * {@link #SETTLE} after an expiry. A failed round is repeated after 2 s, doubled up to 1 minute, and never before the venue
 * may be asked again.
 */
final class Discovery {

    /** New contracts are listed a little after the old ones were delivered. */
    static final Duration SETTLE = Duration.ofSeconds(10);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);

    /** A list that shrinks below this share of the last one is believed only when it comes twice. */
    private static final double SHRUNK = 0.5;

    private final FeedContext context;
    private final Rest rest;
    private final BybitSettings settings;
    private final Rankings rankings;
    private final Map<String, Integer> listed = new HashMap<>();

    private @Nullable Timer timer;
    private boolean running;
    private boolean again;
    private boolean failed;
    private boolean closed;
    private Duration notBefore = Duration.ZERO;
    private Duration retry = FIRST_RETRY;

    Discovery(FeedContext context, Rest rest, BybitSettings settings, Rankings rankings) {
        this.context = context;
        this.rest = rest;
        this.settings = settings;
        this.rankings = rankings;
    }

    void start() {
        round();
    }

    /** Something has expired or is gone. */
    void soon() {
        if (running) {
            again = true;
        } else if (retry.equals(FIRST_RETRY)) {
            schedule(SETTLE);
        }
    }

    void close() {
        closed = true;
        if (timer != null) {
            timer.cancel();
        }
    }

    private void schedule(Duration delay) {
        if (timer != null) {
            timer.cancel();
        }
        if (!closed) {
            timer = context.timers().after(delay, this::round);
        }
    }

    private void round() {
        timer = null;
        running = true;
        failed = false;
        notBefore = Duration.ZERO;
        Future<Void> asked = rest.get("/v5/market/time", Map.of()).mapEmpty();
        for (String coin : settings.coins()) {
            asked = asked.compose(done -> coin(coin));
        }
        asked.onFailure(this::failed).onComplete(done -> finish());
    }

    private Future<Void> coin(String coin) {
        Map<String, String> parameters = Map.of("baseCoin", coin);
        return Pages.all(rest, "/v5/market/instruments-info", parameters)
                .compose(instruments -> rest.get("/v5/market/tickers", parameters)
                        .map(tickers -> Listing.of(instruments, Json.array(tickers, "list"), settings.longestSymbol()))
                        .map(listing -> rank(coin, instruments, listing)))
                .mapEmpty();
    }

    private boolean rank(String coin, JsonArray instruments, Listing listing) {
        int before = listed.getOrDefault(coin, 0);
        listed.put(coin, instruments.size());
        if (instruments.size() < before * SHRUNK) {
            complain(FaultKind.GAP, coin + ": expected about " + before + " instruments, found " + instruments.size());
        } else if (!rankings.ranked(coin, listing)) {
            complain(
                    FaultKind.VENUE,
                    coin + ": expected options that have not expired, found none among " + instruments.size()
                            + "; the old set stays");
        }
        return true;
    }

    private void complain(FaultKind kind, String detail) {
        failed = true;
        context.fault(kind, "discovery of " + detail);
    }

    private void failed(Throwable error) {
        failed = true;
        notBefore = Rest.notBefore(error);
        if (error instanceof RestException refused) {
            rankings.refused(refused);
        } else if (!(error instanceof HostPausedException)) {
            FaultKind kind = error instanceof TimeoutException ? FaultKind.TIMEOUT : FaultKind.VENUE;
            context.fault(kind, "discovery: " + error.getMessage());
        }
    }

    private void finish() {
        running = false;
        rankings.ended(!failed);
        if (failed) {
            schedule(retry.compareTo(notBefore) > 0 ? retry : notBefore);
            Duration doubled = retry.multipliedBy(2);
            retry = doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
        } else {
            retry = FIRST_RETRY;
            schedule(again ? SETTLE : settings.rerank());
            again = false;
        }
    }

    /** What a discovery finds out. */
    interface Rankings {

        /** A coin's listing is there; false if it holds nothing to rank. */
        boolean ranked(String coin, Listing listing);

        /** The venue refused to answer. */
        void refused(RestException refusal);

        /** A round has ended. */
        void ended(boolean complete);
    }
}
