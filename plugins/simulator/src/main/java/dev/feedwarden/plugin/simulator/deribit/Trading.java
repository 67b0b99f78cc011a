package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.deribit.market.LiveMarket;
import dev.feedwarden.plugin.simulator.deribit.market.LiveOptions;
import dev.feedwarden.plugin.simulator.deribit.market.Market;
import dev.feedwarden.plugin.simulator.deribit.market.RecordedMarket;
import dev.feedwarden.plugin.simulator.deribit.market.RecordedSession;
import dev.feedwarden.plugin.simulator.exchange.Pace;
import dev.feedwarden.plugin.simulator.exchange.Truth;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;

/** The exchange once it is open: its sessions, its data and what the faults of its protocol do. */
final class Trading {

    /** How far the venue's clock is ahead when it is wrong. */
    private static final Duration AHEAD = Duration.ofSeconds(2);

    private final Timers timers;
    private final Faults faults;
    private final Truth truth;
    private final Sessions sessions;
    private final Platform platform;
    private final Expiry expiry;
    private final DataSource source;
    private final SessionRequests requests;
    private final HttpApi http;
    private boolean expiryOwed;

    private Trading(
            Timers timers,
            Faults faults,
            Truth truth,
            Sessions sessions,
            Market market,
            Platform platform,
            Expiry expiry,
            DataSource source) {
        this.timers = timers;
        this.faults = faults;
        this.truth = truth;
        this.sessions = sessions;
        this.platform = platform;
        this.expiry = expiry;
        this.source = source;
        Queries queries = new Queries(market, faults);
        this.requests = new SessionRequests(market, faults, queries, source, platform);
        this.http = new HttpApi(market, faults, queries);
    }

    /** Opens with prices that are made up. */
    static Trading live(Timers timers, Faults faults, Truth truth, LiveOptions options) {
        LiveMarket market = new LiveMarket(timers, options, () -> faults.on(Fault.CLOCK_SKEW) ? AHEAD : Duration.ZERO);
        Sessions sessions = new Sessions();
        FanOut out = new FanOut(sessions, market, faults);
        Expiry expiry = new Expiry(sessions, market, out);
        Platform platform = new Platform(sessions, faults);
        DataSource source = new LiveSource(timers, market, options, sessions, faults, out, expiry, platform);
        return new Trading(timers, faults, truth, sessions, market, platform, expiry, source);
    }

    /** Opens with a recorded session. */
    static Trading replay(Timers timers, Faults faults, Truth truth, RecordedSession recorded, Pace pace, long seed) {
        RecordedMarket market = new RecordedMarket(timers, recorded, seed);
        Sessions sessions = new Sessions();
        Expiry expiry = new Expiry(sessions, market, new FanOut(sessions, market, faults));
        Platform platform = new Platform(sessions, faults);
        DataSource source = new ReplaySource(timers, market, pace, sessions, faults);
        return new Trading(timers, faults, truth, sessions, market, platform, expiry, source);
    }

    Sessions sessions() {
        return sessions;
    }

    HttpApi http() {
        return http;
    }

    DataSource source() {
        return source;
    }

    /** Takes a new connection. It reads no further request while the client does not read the answers. */
    void connected(ServerWebSocket socket) {
        Session session = new Session(socket, timers, faults, truth);
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
            if (expiryOwed) {
                expiryOwed = !expiry.some();
            }
            if (socket.writeQueueFull()) {
                socket.pause();
            }
        });
    }

    void began(Fault fault) {
        switch (fault) {
            case RATE_LIMIT -> sessions.each(requests::limited);
            case MAINTENANCE -> platform.maintenanceNow(true);
            case EXPIRE -> expiryOwed = !expiry.some();
            default -> {}
        }
    }

    void ended(Fault fault) {
        switch (fault) {
            case MAINTENANCE -> platform.maintenanceNow(false);
            case EXPIRE -> expiryOwed = false;
            case ACK_MISSING -> requests.acknowledgeAll();
            case OUT_OF_ORDER -> sessions.each(Session::release);
            case LATE -> sessions.each(Session::catchUp);
            default -> {}
        }
        source.resumed();
    }

    void close() {
        source.close();
        sessions.each(Session::closed);
    }
}
