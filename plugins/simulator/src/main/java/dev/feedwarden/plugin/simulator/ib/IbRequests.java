package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import java.util.List;

/** Answers the messages of a client, whose first field is their kind. */
final class IbRequests {

    private static final String ACCOUNT = "DU0000001";

    private final Timers timers;
    private final Faults faults;
    private final IbSource source;
    private final Subscribing subscribing;
    private final Starting starting;

    IbRequests(Timers timers, Faults faults, IbSource source, Subscribing subscribing, Starting starting) {
        this.timers = timers;
        this.faults = faults;
        this.source = source;
        this.subscribing = subscribing;
        this.starting = starting;
    }

    /** @throws IllegalArgumentException if a field is missing or of the wrong type */
    void received(IbSession session, List<String> fields) {
        int kind = number(fields, 0);
        if (kind == 71) {
            starting.start(session, number(fields, 2));
        } else if (kind == 49) {
            time(session);
        } else if (session.ready()) {
            ready(session, kind, fields);
        }
        // What is asked before the session is ready is dropped without an answer.
    }

    private void ready(IbSession session, int kind, List<String> fields) {
        switch (kind) {
            case 1 -> subscribing.quotes(session, fields);
            case 2 -> subscribing.cancel(session, number(fields, 2));
            case 97 -> subscribing.tickByTick(session, fields);
            case 98 -> subscribing.cancel(session, number(fields, 1));
            case 59 -> session.dataType(number(fields, 2));
            case 9 -> contract(session, fields);
            case 61 -> session.write(Wire.text(62, 1));
            case 5, 16 -> session.write(Wire.text(53, 1));
            case 6 -> session.write(Wire.text(54, 1, ACCOUNT));
            case 7 -> session.write(Wire.text(55, 1, fields.get(2)));
            case 76 -> session.write(Wire.text(74, 1, fields.get(2)));
            case 99 -> session.write(Wire.text(102));
            case 8 -> session.write(Wire.text(9, 1, 1));
            case 17 -> session.write(Wire.text(15, 1, ACCOUNT));
            // Whatever else a client asks for is none of a feed's business: it stays unanswered.
            default -> {}
        }
    }

    /** A second request within a second is not answered at all. */
    private void time(IbSession session) {
        long second = source.second();
        if (session.asksForTime(timers.now().getEpochSecond())) {
            session.write(Wire.text(49, 1, second));
        }
    }

    private void contract(IbSession session, List<String> fields) {
        int request = number(fields, 2);
        if (!session.take(request)) {
            session.write(Notice.DUPLICATE_ID.about(request));
            return;
        }
        boolean expired = fields.get(15).equals("1");
        List<Integer> found =
                source.find(new IbSource.Question(number(fields, 3), fields.get(4), fields.get(13), expired));
        if (found.isEmpty() || faults.on(Fault.MAINTENANCE)) {
            session.write(Notice.NO_CONTRACT.about(request));
            return;
        }
        found.forEach(conId -> session.write(source.contract(request, conId)));
        session.write(Wire.text(52, 1, request));
    }

    /** A whole number; an empty field is 0. */
    static int number(List<String> fields, int index) {
        if (index >= fields.size()) {
            throw new IllegalArgumentException("expected at least " + (index + 1) + " fields, found " + fields.size());
        }
        String text = fields.get(index);
        return text.isEmpty() ? 0 : Integer.parseInt(text);
    }
}
