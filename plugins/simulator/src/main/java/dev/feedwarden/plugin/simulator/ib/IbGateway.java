package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.exchange.Truth;
import dev.feedwarden.plugin.simulator.fault.ActiveFault;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The gateway once it is open: its sessions, its data and what the faults of its protocol do. */
final class IbGateway {

    private static final Logger LOG = LoggerFactory.getLogger(IbGateway.class);
    private static final int CONFLICTS = 15;
    private static final Buffer GIANT = Buffer.buffer().appendInt(Integer.MAX_VALUE);
    private static final Buffer HALF =
            Wire.frame(Wire.text(49, 1, "1775931128")).getBuffer(0, 9);

    private final Timers timers;
    private final Faults faults;
    private final Truth truth;
    private final IbSessions sessions = new IbSessions();
    private final IbSource source;
    private final DataGate gate;
    private final Troubles troubles;
    private final Nights nights;
    private final Starting starting;
    private final Subscribing subscribing;
    private final IbRequests requests;
    private final Greeting greeting;
    private final MessageRate rate;
    private boolean expiryOwed;

    IbGateway(Timers timers, Faults faults, Truth truth, IbOptions options, @Nullable IbRecording recorded) {
        this.timers = timers;
        this.faults = faults;
        this.truth = truth;
        gate = new DataGate(faults, sessions);
        source = recorded == null
                ? new LiveGateway(timers, options, sessions, faults, gate)
                : new IbReplay(timers, recorded, options.pace(), sessions, gate);
        troubles = new Troubles(timers, faults, sessions);
        nights = new Nights(troubles, gate);
        starting = new Starting(faults, sessions, troubles);
        subscribing = new Subscribing(faults, sessions, source);
        requests = new IbRequests(timers, faults, source, subscribing, starting);
        greeting = new Greeting(faults);
        rate = new MessageRate(timers);
    }

    IbSessions sessions() {
        return sessions;
    }

    IbSource source() {
        return source;
    }

    /** Takes a new connection. */
    void connected(NetSocket socket) {
        IbSession session = new IbSession(socket, faults, truth);
        sessions.add(session);
        RequestReader reader = new RequestReader();
        socket.drainHandler(room -> source.resumed());
        socket.closeHandler(closed -> sessions.remove(session));
        // A broken connection is followed by the close handler, which is all that has to happen.
        socket.exceptionHandler(error -> {});
        socket.handler(data -> {
            reader.add(data);
            for (String text = reader.next(); text != null; text = reader.next()) {
                received(session, text);
            }
            if (reader.broken()) {
                session.end();
            }
        });
    }

    void began(Fault fault, int ownPort) {
        troubles.began(fault);
        switch (fault) {
            case SESSION_CONFLICT -> sessions.ready().forEach(subscribing::conflict);
            case COMPETING_SESSION -> sessions.ready().forEach(session -> subscribing.compete(session, CONFLICTS));
            case NO_PERMISSION -> sessions.ready().forEach(subscribing::forbid);
            case UPDATES_LOST -> sessions.ready().forEach(subscribing::disconnect);
            case DELAYED -> sessions.ready().forEach(session -> subscribing.delay(session, true));
            case NEW_PORT -> {
                sessions.tell(Notice.PORT_RESET.about(Notice.SESSION, String.valueOf(ownPort)));
                sessions.each(IbSession::end);
            }
            case STALE_SLOT -> {
                starting.keepIds();
                sessions.each(IbSession::end);
            }
            case NIGHT_LOGIN -> sessions.each(IbSession::end);
            case NIGHT_FLAP -> nights.flap(length(fault));
            case NIGHT_RESET -> nights.reset(length(fault));
            case EXPIRE -> expiryOwed = !gate.expireOne();
            case ODD_TEXT -> sessions.tell(Notice.FARM_OK.about(Notice.SESSION, "\u00b6\u00cf"));
            default -> sessions.ready().forEach(this::harm);
        }
    }

    void ended(Fault fault) {
        troubles.ended(fault);
        switch (fault) {
            case OUT_OF_ORDER -> sessions.each(IbSession::release);
            case ACK_MISSING -> subscribing.answersAgain();
            case STALE_SLOT -> starting.freeIds();
            case DELAYED -> sessions.ready().forEach(session -> subscribing.delay(session, false));
            case NIGHT_FLAP, NIGHT_RESET -> nights.ended();
            case EXPIRE -> expiryOwed = false;
            case HALF_FRAME, GIANT_LENGTH ->
                sessions.ready().filter(IbSession::stuck).forEach(IbSession::end);
            default -> {}
        }
        source.resumed();
    }

    void close() {
        source.close();
        troubles.close();
    }

    private void received(IbSession session, String text) {
        if (session.version() == 0) {
            greeting.answer(session, text, timers.now());
            return;
        }
        boolean before = session.ready();
        if (faults.on(Fault.RATE_LIMIT) || rate.exceeded()) {
            session.write(Notice.TOO_FAST.about(Notice.SESSION));
            if (session.violated() >= MessageRate.MOST_VIOLATIONS) {
                session.end();
            }
            return;
        }
        try {
            requests.received(session, Wire.fields(text));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            LOG.debug("unreadable request of client {}: {}", session.clientId(), e.toString());
            session.write(Notice.UNREADABLE.about(Notice.SESSION));
        }
        if (!before && session.ready()) {
            harm(session);
        }
        if (expiryOwed) {
            expiryOwed = !gate.expireOne();
        }
    }

    /** What a session gets as soon as it is ready while a fault is on. */
    private void harm(IbSession session) {
        if (faults.on(Fault.HALF_FRAME)) {
            session.stick(HALF);
        } else if (faults.on(Fault.GIANT_LENGTH)) {
            session.stick(GIANT);
        } else if (faults.on(Fault.FIN)) {
            session.end();
        }
    }

    private Duration length(Fault fault) {
        return faults.active().stream()
                .filter(active -> active.kind() == fault)
                .map(ActiveFault::until)
                .map(until -> Duration.between(timers.now(), until))
                .findFirst()
                .orElse(Duration.ZERO);
    }
}
