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
    /** Requests of more than ten arguments are refused; at Deribit as too large, without the request's id. */
    ARGS_TOO_LONG("args-too-long"),
    /** Requests of more than ten arguments end the connection. */
    CUT_LARGE("cut-large"),
    /** HTTP is refused, because there was too much of it: 403 for everything. */
    BAN("ban"),
    /** Everything is refused because of where the client is: 403 with a web page. */
    GEO_BLOCK("geo-block"),
    /** Pings stay unanswered, and the venue sends none of its own. */
    PONG_MISSING("pong-missing"),
    /** Connections that were not pinged within 5 s of their start or their last ping's 25 s are cut. */
    PING_REQUIRED("ping-required"),
    /** Lists come in pages that never end. */
    PAGE_LOOP("page-loop"),
    /** Lists hold a tenth of what there is. */
    SHORT_LIST("short-list"),
    /** The venue's clock is wrong: at Bybit an hour behind, at Deribit 2 s ahead. */
    CLOCK_SKEW("clock-skew"),
    /** After the first message only what has changed is sent. */
    DELTAS("deltas"),

    // Of Deribit only.

    /** Requests to subscribe are neither answered nor carried out. */
    NO_ACK("no-ack"),
    /** Data is sent 8 s late. */
    LATE("late"),
    /** Both sides of every ticker are empty, as zero and as null in turn, and there was never a trade. */
    EMPTY_SIDES("empty-sides"),
    /** Numbers of tickers are texts, and volatilities stand at their cap. */
    ODD_VALUES("odd-values"),
    /** Every fifth entry of a list lacks its name or its expiry, and the others have fields that nobody knows. */
    ODD_LIST("odd-list"),
    /** Books that nobody asked for come between the tickers, and their numbers have gaps. */
    BOOK_GAP("book-gap"),
    /** Every second the platform tells of every index that it is not locked, and of some others that they are. */
    PLATFORM_FLOOD("platform-flood"),

    // Of the gateway of Interactive Brokers only.

    /** A connection is made and its greeting is never answered. */
    NO_VERSION("no-version"),
    /** The version is answered, and the session never becomes ready. */
    NO_READY("no-ready"),
    /** A connection ends in place of the answer to its greeting. */
    EARLY_EOF("early-eof"),
    /** The greeting is answered with another address. */
    REDIRECT("redirect"),
    /** The greeting is answered with a version above what was offered. */
    NEW_VERSION("new-version"),
    /** Connections stay open and nothing is sent on them. */
    MUTE("mute"),
    /** The contract with the lowest id of those subscribed is silent. */
    STALL_ONE("stall-one"),
    /** Every price says that there is none. */
    NO_QUOTES("no-quotes"),
    /** The link to the venue is lost, and said so every 5 s; then it is restored with all data. */
    LINK_STORM("link-storm"),
    /** The link is lost, then restored with all subscriptions forgotten. */
    LINK_DATA_LOST("link-data-lost"),
    /** The link is lost, then said to be restored with all data, but the streams stay silent. */
    LINK_DROPPED("link-dropped"),
    /** The farm of the data breaks, and is well at the end. */
    FARM_FLAP("farm-flap"),
    /** The farm of the data breaks, and the streams stay silent when it is well again. */
    FARM_FLAP_LOSS("farm-flap-loss"),
    /** The farm of historical data breaks, and is well at the end. */
    HISTORY_FLAP("history-flap"),
    /** The farm of the data is said to be idle. */
    FARM_IDLE("farm-idle"),
    /** Quotes are taken away by a competing session, said fifteen times at once. */
    COMPETING_SESSION("competing-session"),
    /** Tick-by-tick data is not permitted. */
    NO_PERMISSION("no-permission"),
    /** Every stream ends because it was disconnected. */
    UPDATES_LOST("updates-lost"),
    /** Connections are ended with a notice of another port, and the usual one resets them. */
    NEW_PORT("new-port"),
    /** Every session ends in order once it is ready. */
    FIN("fin"),
    /** Half a message, then nothing. */
    HALF_FRAME("half-frame"),
    /** A message says that it is two gigabytes long, then nothing. */
    GIANT_LENGTH("giant-length"),
    /** Texts hold bytes that are no UTF-8. */
    ODD_TEXT("odd-text"),
    /** Messages of unknown ids come between the others. */
    UNKNOWN_MESSAGE("unknown-message"),
    /** Ticks of unknown types come between the others. */
    UNKNOWN_TICK("unknown-tick"),
    /** The port is closed for five sixths of the time, then connections are taken too early and reset. */
    RESTART("restart"),
    /** Sessions are cut, and their client ids stay taken. */
    STALE_SLOT("stale-slot"),
    /** Only delayed quotes are to be had. */
    DELAYED("delayed"),
    /** The nightly reset: a farm flaps, the link is lost again and again, then all is said to be well and nothing comes. */
    NIGHT_RESET("night-reset"),
    /** The weekly login is outstanding: sessions are cut, and whoever comes back has no link. */
    NIGHT_LOGIN("night-login"),
    /** The farm breaks for three seconds, and the streams stay silent. */
    NIGHT_FLAP("night-flap");

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

    /** Whether only Deribit shows it. */
    public boolean ofDeribit() {
        return compareTo(NO_ACK) >= 0 && compareTo(NO_VERSION) < 0;
    }

    /** Whether only the gateway of Interactive Brokers shows it. */
    public boolean ofGateway() {
        return compareTo(NO_VERSION) >= 0;
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
