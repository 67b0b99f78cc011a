package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session.Refusal;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The error codes that a feed can meet and what each means for it (Deribit API v2, the complete table of error codes;
 * the short table of common ones contradicts it).
 */
enum ErrorCode {
    /** The session is ended by the venue: wait, then connect anew. */
    TOO_MANY_REQUESTS(10028, Refusal.RETRY, FaultKind.RATE_LIMIT),
    TOO_MANY_CONCURRENT_REQUESTS(10066, Refusal.RETRY, FaultKind.RATE_LIMIT),

    RETRY(10040, Refusal.RETRY, FaultKind.VENUE),
    SETTLEMENT_IN_PROGRESS(10041, Refusal.RETRY, FaultKind.VENUE),
    QUEUE_FULL(10047, Refusal.RETRY, FaultKind.VENUE),
    INTERNAL(11094, Refusal.RETRY, FaultKind.VENUE),
    TEMPORARILY_UNAVAILABLE(13028, Refusal.RETRY, FaultKind.VENUE),
    TIMED_OUT(13888, Refusal.RETRY, FaultKind.VENUE),
    SYSTEM_MAINTENANCE(11051, Refusal.RETRY, FaultKind.MAINTENANCE),
    /** Temporary by its name, so it is tried again; a person must know, since only credentials would help meanwhile. */
    UNAUTHENTICATED_REQUESTS_DISABLED(11056, Refusal.RETRY, FaultKind.CONFIGURATION),
    SUBSCRIBE_ERROR_UNSUBSCRIBED(11052, Refusal.RETRY, FaultKind.SUBSCRIPTION),

    RAW_NEEDS_AUTHORIZATION(13778, Refusal.FATAL, FaultKind.CONFIGURATION),
    INVALID_CREDENTIALS(13004, Refusal.FATAL, FaultKind.CONFIGURATION),
    UNAUTHORIZED(13009, Refusal.FATAL, FaultKind.CONFIGURATION),
    FORBIDDEN(13021, Refusal.FATAL, FaultKind.CONFIGURATION),
    AUTHORIZATION_REQUIRED(10000, Refusal.FATAL, FaultKind.CONFIGURATION),

    ORDERBOOK_CLOSED(13019, Refusal.GONE, FaultKind.SUBSCRIPTION),
    NOT_FOUND(13020, Refusal.GONE, FaultKind.SUBSCRIPTION),
    INVALID_INSTRUMENT(10020, Refusal.GONE, FaultKind.SUBSCRIPTION),

    /** A request above 32 KiB. Answered without the request's id. */
    REQUEST_TOO_LARGE(-32600, Refusal.TOO_LARGE, FaultKind.SUBSCRIPTION),

    /** The venue could not read a request. Answered without the request's id; the socket stays open. */
    BAD_REQUEST(11050, Refusal.RETRY, FaultKind.PLUGIN),
    METHOD_NOT_FOUND(-32601, Refusal.FATAL, FaultKind.PLUGIN),
    /** The reason in its data decides between an expired instrument, a wrong setting and a bug: see VenueError. */
    INVALID_PARAMS(-32602, Refusal.FATAL, FaultKind.PLUGIN),

    /** Any code that is not in this table. */
    UNKNOWN(0, Refusal.RETRY, FaultKind.VENUE);

    private static final Map<Integer, ErrorCode> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(ErrorCode::code, Function.identity()));

    private final int code;
    private final Refusal refusal;
    private final FaultKind fault;

    ErrorCode(int code, Refusal refusal, FaultKind fault) {
        this.code = code;
        this.refusal = refusal;
        this.fault = fault;
    }

    static ErrorCode of(int code) {
        return BY_CODE.getOrDefault(code, UNKNOWN);
    }

    int code() {
        return code;
    }

    /** What it means for streams that a subscribe request asked for. */
    Refusal refusal() {
        return refusal;
    }

    /** What it is counted as. */
    FaultKind fault() {
        return fault;
    }
}
