package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.plugin.simulator.exchange.DataFrame;
import dev.feedwarden.plugin.simulator.exchange.Tick;
import dev.feedwarden.plugin.simulator.exchange.Truth;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One connection: what its client has asked for, and the way messages go out. */
final class IbSession {

    /** A client that uses more request ids on one connection is ended. */
    static final int MOST_IDS = 100_000;

    static final int NOBODY = -1;

    private final NetSocket socket;
    private final Faults faults;
    private final Truth truth;
    private final Map<Integer, Line> lines = new LinkedHashMap<>();
    private final Set<Integer> usedIds = new HashSet<>();
    private int version;
    private int clientId = NOBODY;
    private int dataType = 1;
    private int violations;
    private int spoilt;
    private long timeSecond = -1;
    private boolean stuck;
    private @Nullable DataFrame held;

    IbSession(NetSocket socket, Faults faults, Truth truth) {
        this.socket = socket;
        this.faults = faults;
        this.truth = truth;
    }

    /** The version that was agreed on; 0 before. */
    int version() {
        return version;
    }

    void greeted(int agreed) {
        version = agreed;
    }

    boolean ready() {
        return clientId != NOBODY;
    }

    int clientId() {
        return clientId;
    }

    void ready(int id) {
        clientId = id;
    }

    /** What it has open, by request. Changed by whoever handles its requests. */
    Map<Integer, Line> lines() {
        return lines;
    }

    /** Takes a request id; false when it was used before. */
    boolean take(int id) {
        return usedIds.size() < MOST_IDS && usedIds.add(id);
    }

    /** The kind of data that is wanted: 1 live, 2 frozen, 3 delayed, 4 delayed and frozen. */
    int dataType() {
        return dataType;
    }

    void dataType(int wanted) {
        dataType = wanted;
    }

    /** Notes that it was told the time; false when it was in the same second. */
    boolean asksForTime(long second) {
        boolean first = timeSecond != second;
        timeSecond = second;
        return first;
    }

    /** Counts its messages above the rate; how many there were, this one included. */
    int violated() {
        return ++violations;
    }

    boolean full() {
        return stuck || socket.writeQueueFull();
    }

    /** Says something to a session that is ready. */
    void notice(String message) {
        if (ready()) {
            write(message);
        }
    }

    void write(String message) {
        raw(Wire.frame(message));
    }

    /** A tick and the messages that go with it. */
    void data(String message, @Nullable Tick tick) {
        DataFrame frame = new DataFrame(message, tick);
        if (!faults.on(Fault.OUT_OF_ORDER)) {
            deliver(frame);
        } else if (held == null) {
            held = frame;
        } else {
            DataFrame earlier = held;
            held = null;
            deliver(frame);
            deliver(earlier);
        }
    }

    /** Sends what was held back to change places. */
    void release() {
        if (held != null) {
            DataFrame frame = held;
            held = null;
            deliver(frame);
        }
    }

    /** Sends the beginning of a message, and nothing ever after. */
    void stick(Buffer beginning) {
        if (!stuck) {
            raw(beginning);
            stuck = true;
        }
    }

    boolean stuck() {
        return stuck;
    }

    /** Ends the connection, after what was written. */
    void end() {
        socket.close();
    }

    private void raw(Buffer bytes) {
        if (!stuck && !faults.on(Fault.MUTE)) {
            socket.write(bytes);
        }
    }

    private void deliver(DataFrame frame) {
        if (stuck) {
            return;
        }
        if (faults.on(Fault.UNKNOWN_MESSAGE)) {
            write(Wire.text(999, 1, "x"));
        }
        if (faults.on(Fault.UNKNOWN_TICK)) {
            lines.keySet().stream().limit(1).forEach(id -> write(Wire.text(45, 6, id, 777, "0.0")));
        }
        if (faults.on(Fault.MALFORMED)) {
            write(spoilt(Wire.fields(frame.text())));
            truth.spoiled();
            return;
        }
        for (int i = faults.on(Fault.DUPLICATE) ? 2 : 1; i > 0; i--) {
            write(frame.text());
            truth.wrote(frame);
        }
    }

    private String spoilt(List<String> fields) {
        Object[] broken = fields.toArray();
        return switch (spoilt++ % 3) {
            case 0 -> Wire.text(fields.subList(0, 3).toArray());
            case 1 -> {
                broken[fields.size() > 4 ? 4 : 3] = "soon";
                yield Wire.text(broken);
            }
            default -> {
                broken[0] = "one";
                yield Wire.text(broken);
            }
        };
    }
}
