package dev.feedwarden.plugin.simulator.fault;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A way for an exchange to fail. Every fault holds for its whole time, reconnects included. */
public enum Fault {
    /** Every connection is reset right after it is made. */
    DROP("drop"),
    /** Every connection is reset before the exchange answers a byte. */
    REFUSE("refuse"),
    /** Keep-alives and answers go on, data does not. */
    STALL("stall"),
    /** Bytes vanish both ways and no end of a connection is ever seen. */
    HALF_OPEN("half-open"),
    /** One byte a second leaves the exchange. */
    SLOW_DRIP("slow-drip"),
    /** Data messages are broken JSON or hold values of the wrong type. */
    MALFORMED("malformed"),
    /** A message is cut in the middle, then the connection is closed. */
    TRUNCATED("truncated"),
    /** Every data message is sent twice. */
    DUPLICATE("duplicate"),
    /** Neighbouring data messages change places. */
    OUT_OF_ORDER("out-of-order"),
    /** Every request is answered with the venue's rate error and the session is ended. */
    RATE_LIMIT("rate-limit"),
    /** The venue says that it is in maintenance: no data, and requests are refused. */
    MAINTENANCE("maintenance"),
    /** A subscription is acknowledged in part, and the rest gets no data. */
    ACK_MISSING("ack-missing"),
    /** Another session takes the data away. */
    SESSION_CONFLICT("session-conflict"),
    /** A part of the subscribed instruments expires now, and stays expired. */
    EXPIRE("expire"),

    // Of some exchanges only.

    /** Subscriptions are acknowledged, and every other one brings no data. */
    ACK_WITHOUT_DATA("ack-without-data"),
    /** The acknowledgement says that every other subscription failed. */
    FAIL_TOPICS("fail-topics"),
    /** The acknowledgement is about something that was not asked for. */
    FOREIGN_ACK("foreign-ack"),
    /** Requests of more than ten arguments are refused. */
    ARGS_TOO_LONG("args-too-long"),
    /** Requests of more than ten arguments end the connection. */
    CUT_LARGE("cut-large"),
    /** HTTP is refused, because there was too much of it: 403 for everything. */
    BAN("ban"),
    /** Everything is refused because of where the client is: 403 with a web page. */
    GEO_BLOCK("geo-block"),
    /** Pings stay unanswered. */
    PONG_MISSING("pong-missing"),
    /** Connections that were not pinged within 5 s of their start or their last ping's 25 s are cut. */
    PING_REQUIRED("ping-required"),
    /** Lists come in pages that never end. */
    PAGE_LOOP("page-loop"),
    /** Lists hold a tenth of what there is. */
    SHORT_LIST("short-list"),
    /** The venue's clock is an hour behind, and requests are counted by it. */
    CLOCK_SKEW("clock-skew"),
    /** After the first message only what has changed is sent. */
    DELTAS("deltas");

    private final String key;

    Fault(String key) {
        this.key = key;
    }

    /** How the fault is written in requests and answers. */
    public String key() {
        return key;
    }

    /** Whether every exchange may show it; the others each exchange names for itself. */
    public boolean common() {
        return compareTo(EXPIRE) <= 0;
    }

    /** The fault that is written so; empty when there is none. */
    public static Optional<Fault> of(String key) {
        return Arrays.stream(values()).filter(fault -> fault.key.equals(key)).findFirst();
    }

    /** Every key, for error messages. */
    public static String keys() {
        return Arrays.stream(values()).map(Fault::key).collect(Collectors.joining(", "));
    }
}
