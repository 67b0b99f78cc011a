package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.plugin.simulator.exchange.AckGap;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import java.util.List;

/** Opens and ends requests for data. */
final class Subscribing {

    /** Market data lines of the account, over all sessions. */
    static final int MOST_LINES = 100;

    /** Tick-by-tick requests: five in a hundred of the lines. */
    static final int MOST_TICK_BY_TICK = 5;

    private static final int OLDEST_VERSION = 163;
    private static final int DELAYED = 3;
    private static final String NO_PERMISSION = "No market data permissions for CME FUT.";

    private final Faults faults;
    private final IbSessions sessions;
    private final IbSource source;
    private final AckGap missing = new AckGap();

    Subscribing(Faults faults, IbSessions sessions, IbSource source) {
        this.faults = faults;
        this.sessions = sessions;
        this.source = source;
    }

    void quotes(IbSession session, List<String> fields) {
        int request = IbRequests.number(fields, 2);
        boolean delayed = faults.on(Fault.DELAYED);
        int conId = admitted(session, request, question(fields, 3));
        if (conId == 0) {
            return;
        }
        if (count(false) >= MOST_LINES) {
            session.write(Notice.TOO_MANY_TICKERS.about(request));
        } else if (faults.on(Fault.UPDATES_LOST)) {
            session.write(Notice.NO_LIVE_UPDATES.about(request));
        } else if (faults.on(Fault.SESSION_CONFLICT) || faults.on(Fault.COMPETING_SESSION)) {
            session.write(Notice.COMPETING_SESSION.about(request));
            open(session, new Line(request, conId, Line.Kind.QUOTES, false), true);
        } else if (delayed && session.dataType() < DELAYED) {
            session.write(Notice.NOT_DELAYED.about(request));
        } else {
            Line line = new Line(request, conId, Line.Kind.QUOTES, delayed);
            if (unanswered(conId, line.kind())) {
                open(session, line, true);
                return;
            }
            acknowledge(session, line);
            open(session, line, false);
            snapshot(session, request, fields);
        }
    }

    void tickByTick(IbSession session, List<String> fields) {
        int request = IbRequests.number(fields, 1);
        int conId = admitted(session, request, question(fields, 2));
        if (conId == 0) {
            return;
        }
        if (faults.on(Fault.SESSION_CONFLICT)) {
            session.write(Notice.NO_TICK_BY_TICK.about(request, Notice.OTHER_ADDRESS));
        } else if (faults.on(Fault.NO_PERMISSION)) {
            session.write(Notice.NO_TICK_BY_TICK.about(request, NO_PERMISSION));
        } else if (faults.on(Fault.UPDATES_LOST)) {
            session.write(Notice.NO_LIVE_UPDATES.about(request));
        } else if (count(true) >= MOST_TICK_BY_TICK) {
            session.write(Notice.TOO_MANY_TICK_BY_TICK.about(request));
        } else {
            Line line = new Line(request, conId, Line.Kind.of(fields.get(14)), false);
            open(session, line, unanswered(conId, line.kind()));
        }
    }

    void cancel(IbSession session, int request) {
        if (session.lines().remove(request) == null) {
            session.write(Notice.UNKNOWN_ID.about(request, String.valueOf(request)));
        }
    }

    /** The fault is on: what is open is taken away as it says. */
    void conflict(IbSession session) {
        List.copyOf(session.lines().values()).forEach(line -> {
            if (line.kind().tickByTick()) {
                refuse(session, line, Notice.NO_TICK_BY_TICK.about(line.request(), Notice.OTHER_ADDRESS));
            } else {
                session.write(Notice.COMPETING_SESSION.about(line.request()));
                line.silence();
            }
        });
    }

    /** Says fifteen times, over all quotes in turn, that somebody else has them. */
    void compete(IbSession session, int times) {
        List<Line> quotes = session.lines().values().stream()
                .filter(line -> !line.kind().tickByTick())
                .toList();
        for (int i = 0; i < times && !quotes.isEmpty(); i++) {
            Line line = quotes.get(i % quotes.size());
            line.silence();
            session.write(Notice.COMPETING_SESSION.about(line.request()));
        }
    }

    void forbid(IbSession session) {
        List.copyOf(session.lines().values()).stream()
                .filter(line -> line.kind().tickByTick())
                .forEach(line -> refuse(session, line, Notice.NO_TICK_BY_TICK.about(line.request(), NO_PERMISSION)));
    }

    void disconnect(IbSession session) {
        List.copyOf(session.lines().values())
                .forEach(line -> refuse(session, line, Notice.NO_LIVE_UPDATES.about(line.request())));
    }

    /** Goes over to delayed quotes where those are welcome, and back. */
    void delay(IbSession session, boolean delayed) {
        List.copyOf(session.lines().values()).stream()
                .filter(line -> !line.kind().tickByTick() && line.delayed() != delayed)
                .forEach(line -> {
                    if (delayed && session.dataType() < DELAYED) {
                        refuse(session, line, Notice.NOT_DELAYED.about(line.request()));
                    } else {
                        Line changed = new Line(line.request(), line.conId(), line.kind(), delayed);
                        session.lines().put(line.request(), changed);
                        acknowledge(session, changed);
                        source.asked(session, changed);
                    }
                });
    }

    void answersAgain() {
        missing.clear();
    }

    private static void refuse(IbSession session, Line line, String message) {
        session.lines().remove(line.request());
        session.write(message);
    }

    /** The contract that is meant; 0 when the request has been refused. */
    private int admitted(IbSession session, int request, IbSource.Question question) {
        if (!session.take(request)) {
            session.write(Notice.DUPLICATE_ID.about(request));
            return 0;
        }
        if (session.version() < OLDEST_VERSION) {
            session.write(Notice.OLD_VERSION.about(request));
            return 0;
        }
        List<Integer> found = source.find(question);
        if (found.size() != 1 || faults.on(Fault.MAINTENANCE)) {
            session.write(Notice.NO_CONTRACT.about(request));
            return 0;
        }
        return found.get(0);
    }

    private static IbSource.Question question(List<String> fields, int conId) {
        return new IbSource.Question(
                IbRequests.number(fields, conId), fields.get(conId + 1), fields.get(conId + 10), false);
    }

    private boolean unanswered(int conId, Line.Kind kind) {
        return faults.on(Fault.ACK_MISSING)
                && missing.keep(List.of(conId + "." + kind)).isEmpty();
    }

    private void acknowledge(IbSession session, Line line) {
        int request = line.request();
        if (line.delayed()) {
            session.write(Notice.DELAYED.about(request));
        }
        session.write(Wire.text(58, 1, request, line.delayed() ? DELAYED : 1));
        session.write(Wire.text(81, request, source.minTick(line.conId()), "9c0001", 3));
    }

    private void open(IbSession session, Line line, boolean silent) {
        session.lines().put(line.request(), line);
        if (silent) {
            line.silence();
        } else {
            source.asked(session, line);
        }
    }

    private static void snapshot(IbSession session, int request, List<String> fields) {
        if (fields.size() > 17 && fields.get(17).equals("1")) {
            session.lines().remove(request);
            session.write(Wire.text(57, 1, request));
        }
    }

    private long count(boolean tickByTick) {
        return sessions.lines()
                .filter(line -> line.kind().tickByTick() == tickByTick)
                .count();
    }
}
