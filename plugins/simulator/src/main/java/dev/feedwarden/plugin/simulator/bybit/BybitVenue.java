package dev.feedwarden.plugin.simulator.bybit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.deribit.market.LiveMarket;
import dev.feedwarden.plugin.simulator.deribit.market.LiveOptions;
import dev.feedwarden.plugin.simulator.exchange.Pace;
import dev.feedwarden.plugin.simulator.exchange.Truth;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The exchange once it is open: its sessions, its data and what the faults of its protocol do. */
final class BybitVenue {

    private static final Duration SKEW = Duration.ofHours(1);

    private final Timers timers;
    private final Faults faults;
    private final Truth truth;
    private final BybitSessions sessions;
    private final Listings listings;
    private final BybitSource source;
    private final @Nullable LiveTickers live;
    private final BybitRequests requests;
    private final BybitHttp http;
    private boolean expiryOwed;

    private BybitVenue(
            Timers timers,
            Faults faults,
            Truth truth,
            BybitSessions sessions,
            Listings listings,
            BybitSource source,
            @Nullable LiveTickers live) {
        this.timers = timers;
        this.faults = faults;
        this.truth = truth;
        this.sessions = sessions;
        this.listings = listings;
        this.source = source;
        this.live = live;
        requests = new BybitRequests(this, faults);
        http = new BybitHttp(this, faults);
    }

    /** Opens with prices that are made up. */
    static BybitVenue live(Timers timers, Faults faults, Truth truth, LiveOptions options) {
        LiveListings listings = new LiveListings(new LiveMarket(timers, options));
        BybitSessions sessions = new BybitSessions();
        LiveTickers source =
                new LiveTickers(timers, listings, options.ticksPerSecond(), options.seed(), sessions, faults);
        return new BybitVenue(timers, faults, truth, sessions, listings, source, source);
    }

    /** Opens with a recorded session. */
    static BybitVenue replay(Timers timers, Faults faults, Truth truth, BybitRecording recorded, Pace pace) {
        BybitSessions sessions = new BybitSessions();
        BybitReplay replay = new BybitReplay(timers, recorded, pace, sessions, faults);
        return new BybitVenue(timers, faults, truth, sessions, replay, replay, null);
    }

    BybitSessions sessions() {
        return sessions;
    }

    Listings listings() {
        return listings;
    }

    BybitSource source() {
        return source;
    }

    BybitHttp http() {
        return http;
    }

    /** The time that the venue says it is, milliseconds since 1970. */
    long clock() {
        return listings.millis() - (faults.on(Fault.CLOCK_SKEW) ? SKEW.toMillis() : 0);
    }

    /** Whether a topic can be had. Kinds that are not offered for options are taken and stay silent, as at Bybit. */
    boolean offers(String topic) {
        return !topic.startsWith(BybitFrames.TICKERS)
                || live == null
                || listings.symbols().contains(topic.substring(BybitFrames.TICKERS.length()));
    }

    /** Takes a new connection. It reads no further request while the client does not read the answers. */
    void connected(ServerWebSocket socket) {
        BybitSession session = new BybitSession(socket, timers, faults, truth);
        sessions.add(session);
        socket.drainHandler(room -> {
            socket.resume();
            source.resumed();
        });
        socket.closeHandler(closed -> {
            sessions.remove(session);
            session.closed();
        });
        // A broken connection is followed by the close handler, which is all that has to happen.
        socket.exceptionHandler(error -> {});
        socket.textMessageHandler(text -> {
            requests.received(session, text);
            expireOwed();
            if (socket.writeQueueFull()) {
                socket.pause();
            }
        });
    }

    void began(Fault fault) {
        switch (fault) {
            case RATE_LIMIT -> sessions.each(BybitRequests::limited);
            case GEO_BLOCK -> sessions.each(BybitSession::cut);
            case EXPIRE -> {
                expiryOwed = true;
                expireOwed();
            }
            default -> {}
        }
    }

    void ended(Fault fault) {
        requests.ended(fault);
        switch (fault) {
            case OUT_OF_ORDER -> sessions.each(BybitSession::release);
            case EXPIRE -> expiryOwed = false;
            default -> {}
        }
        source.resumed();
    }

    void close() {
        source.close();
        sessions.each(BybitSession::closed);
    }

    private void expireOwed() {
        if (expiryOwed && live != null) {
            expiryOwed = !live.expireSome();
        }
    }
}
