package dev.feedwarden.plugin.simulator.bybit;

import dev.feedwarden.plugin.simulator.exchange.AckGap;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Answers what arrives on WebSocket sessions (Bybit API v5, connect). */
final class BybitRequests {

    private static final int MOST_CHARACTERS = 21_000;
    private static final int FEW = 10;

    private final BybitVenue venue;
    private final Faults faults;
    private final AckGap missing = new AckGap();
    private final AckGap failing = new AckGap();
    private final AckGap muting = new AckGap();

    BybitRequests(BybitVenue venue, Faults faults) {
        this.venue = venue;
        this.faults = faults;
    }

    void received(BybitSession session, String text) {
        JsonObject request;
        try {
            request = new JsonObject(text);
        } catch (DecodeException | ClassCastException e) {
            session.write(BybitFrames.answer(session.id(), false, "error:request is not JSON", "", null));
            return;
        }
        Object op = request.getValue("op");
        Object id = request.getValue("req_id");
        if ("ping".equals(op)) {
            ping(session, id);
        } else if (faults.on(Fault.RATE_LIMIT)) {
            limited(session);
        } else if ("subscribe".equals(op)) {
            subscribe(session, topics(request), id);
        } else if ("unsubscribe".equals(op)) {
            List<String> topics = topics(request);
            topics.forEach(session.topics()::remove);
            topics.forEach(session.muted()::remove);
            answer(session, "unsubscribe", topics, List.of(), id);
        } else {
            session.write(BybitFrames.answer(session.id(), false, "error:unknown op " + op, String.valueOf(op), id));
        }
    }

    /** Tells an open session that it asked too often, and ends it. */
    static void limited(BybitSession session) {
        session.write(BybitFrames.tooMany());
        session.cut();
    }

    /** The fault is over: what it left out is whole again. */
    void ended(Fault fault) {
        switch (fault) {
            case ACK_MISSING -> missing.clear();
            case FAIL_TOPICS -> failing.clear();
            case ACK_WITHOUT_DATA -> muting.clear();
            default -> {}
        }
    }

    private void ping(BybitSession session, @Nullable Object id) {
        int before = session.pinged();
        if (faults.on(Fault.PONG_MISSING)) {
            return;
        }
        session.write(
                session.option() && before % 3 != 2
                        ? BybitFrames.pong(venue.clock())
                        : BybitFrames.answer(session.id(), true, "pong", "ping", id));
    }

    private void subscribe(BybitSession session, List<String> asked, @Nullable Object id) {
        if (asked.size() > FEW && faults.on(Fault.CUT_LARGE)) {
            session.cut();
        } else if (asked.size() > FEW && faults.on(Fault.ARGS_TOO_LONG)) {
            refuse(session, "args size >10", id);
        } else if (characters(session.topics()) + characters(asked) > MOST_CHARACTERS) {
            refuse(session, "args length is too long, at most " + MOST_CHARACTERS + " characters", id);
        } else if (faults.on(Fault.FOREIGN_ACK)) {
            answer(session, "subscribe", List.of("tickers.BTC-1JAN27-1000-C-USDT"), List.of(), id);
        } else {
            take(session, asked, id);
        }
    }

    private void take(BybitSession session, List<String> asked, @Nullable Object id) {
        List<String> heard = faults.on(Fault.ACK_MISSING) ? missing.keep(asked) : asked;
        List<String> known = heard.stream().filter(venue::offers).toList();
        List<String> taken = faults.on(Fault.FAIL_TOPICS) ? failing.keep(known) : known;
        List<String> speaking = faults.on(Fault.ACK_WITHOUT_DATA) ? muting.keep(taken) : taken;
        List<String> failed = new ArrayList<>(heard);
        failed.removeAll(taken);
        List<String> added = taken.stream().filter(session.topics()::add).toList();
        session.muted().addAll(taken);
        speaking.forEach(session.muted()::remove);
        answer(session, "subscribe", taken, failed, id);
        if (!added.isEmpty()) {
            venue.source().subscribed(session, added);
        }
    }

    private static void answer(
            BybitSession session, String op, List<String> worked, List<String> failed, @Nullable Object id) {
        session.write(
                session.option()
                        ? BybitFrames.answer(session.id(), worked, failed)
                        : BybitFrames.answer(session.id(), failed.isEmpty(), "", op, id));
    }

    private static void refuse(BybitSession session, String message, @Nullable Object id) {
        session.write(BybitFrames.answer(session.id(), false, message, "subscribe", id));
    }

    private static List<String> topics(JsonObject request) {
        JsonArray args = request.getValue("args") instanceof JsonArray array ? array : new JsonArray();
        return args.stream()
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .distinct()
                .toList();
    }

    private static int characters(Collection<String> topics) {
        return topics.stream().mapToInt(topic -> topic.length() + 3).sum();
    }
}
