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
    EXPIRE("expire");

    private final String key;

    Fault(String key) {
        this.key = key;
    }

    /** How the fault is written in requests and answers. */
    public String key() {
        return key;
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
