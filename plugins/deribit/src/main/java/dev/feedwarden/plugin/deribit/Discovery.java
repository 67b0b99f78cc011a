package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session;
import dev.feedwarden.api.feed.Session.Refusal;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Asks which options there are, over connection 0: in rounds, market by market, one request at a time. A round follows
 * the connection, the refresh interval, and, {@link #SETTLE} later, any word that the listing changed. A failed round is
 * repeated after 2 s, doubled each time up to 1 minute; one that the venue refuses for good, at the next refresh.
 */
final class Discovery {

    /** How long to let changes gather: hundreds of options are listed within a minute after 08:00 UTC. */
    static final Duration SETTLE = Duration.ofSeconds(10);

    /** A ranking younger than this is good enough for a new connection: a flapping one must not storm the venue. */
    static final Duration FRESH = Duration.ofMinutes(1);

    private static final Duration FIRST_RETRY = Duration.ofSeconds(2);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(1);
    private static final Duration MAINTENANCE_RETRY = Duration.ofSeconds(30);

    private final Session session;
    private final Requests requests;
    private final List<Market> markets;
    private final Duration refresh;
    private final Rankings rankings;

    private @Nullable Timer timer;
    private long dueNanos;
    private boolean running;
    private boolean again;
    private Duration retry = FIRST_RETRY;

    Discovery(Session session, Requests requests, List<Market> markets, Duration refresh, Rankings rankings) {
        this.session = session;
        this.requests = requests;
        this.markets = markets;
        this.refresh = refresh;
        this.rankings = rankings;
    }

    /**
     * Begins.
     *
     * @param age how old the ranking of an earlier connection is; null if there is none
     */
    void start(@Nullable Duration age) {
        if (age == null || age.compareTo(FRESH) >= 0) {
            round();
        } else {
            schedule(FRESH.minus(age));
        }
    }

    /** Something was listed, settled or has expired. */
    void soon() {
        if (running) {
            again = true;
        } else if (timer == null || dueNanos - session.timers().nanoTime() > SETTLE.toNanos()) {
            schedule(SETTLE);
        }
    }

    private void schedule(Duration delay) {
        if (timer != null) {
            timer.cancel();
        }
        dueNanos = session.timers().nanoTime() + delay.toNanos();
        timer = session.timers().after(delay, this::round);
    }

    private void round() {
        timer = null;
        running = true;
        var round = new Round();
        Future<Void> asked = Future.succeededFuture();
        for (Market market : markets) {
            asked = asked.compose(done -> rank(market, round));
        }
        asked.onComplete(done -> finish(round));
    }

    private Future<Void> rank(Market market, Round round) {
        var params = new JsonObject().put("currency", market.currency()).put("kind", "option");
        return requests.call("public/get_instruments", params.copy().put("expired", false))
                .compose(instruments -> requests.call("public/get_book_summary_by_currency", params)
                        .map(summaries -> Listing.of(market, result(instruments), result(summaries))))
                .map(listing -> {
                    if (!rankings.ranked(market, listing)) {
                        round.failed = true;
                        session.fault(
                                FaultKind.VENUE,
                                "discovery of " + market.name() + ": expected options that have not expired, found none"
                                        + " of " + listing.instruments().size() + " ranked; the old set stays");
                    }
                    return (Void) null;
                })
                .recover(error -> {
                    failed(market, error, round);
                    return Future.succeededFuture();
                });
    }

    private static JsonArray result(JsonObject answer) {
        return Fields.array(answer, "result");
    }

    private void failed(Market market, Throwable error, Round round) {
        String detail = "discovery of " + market.name() + ": " + error.getMessage();
        if (error instanceof VenueError venue) {
            session.fault(venue.fault(), detail);
            round.refused += venue.refusal() == Refusal.FATAL ? 1 : 0;
            round.failed |= venue.refusal() != Refusal.FATAL;
            round.maintenance |= venue.fault() == FaultKind.MAINTENANCE;
            round.detail = detail;
        } else {
            session.fault(error instanceof TimeoutException ? FaultKind.TIMEOUT : FaultKind.PLUGIN, detail);
            round.failed = true;
        }
    }

    private void finish(Round round) {
        running = false;
        boolean refused = round.refused == markets.size();
        if (refused) {
            rankings.refusedForGood(round.detail);
        }
        rankings.ended(!round.failed && !refused);
        if (round.failed) {
            schedule(round.maintenance ? max(retry, MAINTENANCE_RETRY) : retry);
            Duration doubled = retry.multipliedBy(2);
            retry = doubled.compareTo(LONGEST_RETRY) < 0 ? doubled : LONGEST_RETRY;
        } else {
            retry = FIRST_RETRY;
            schedule(refresh);
        }
        if (again) {
            again = false;
            soon();
        }
    }

    private static Duration max(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** What a discovery finds out. */
    interface Rankings {

        /** A market's listing is there; false if it holds nothing to rank. */
        boolean ranked(Market market, Listing listing);

        /**
         * A round has ended.
         *
         * @param complete whether nothing in it has to be repeated and the venue answered for some market
         */
        void ended(boolean complete);

        /** The venue said that it will never answer for any of the markets. */
        void refusedForGood(String detail);
    }

    private static final class Round {
        private boolean failed;
        private boolean maintenance;
        private int refused;
        private String detail = "";
    }
}
