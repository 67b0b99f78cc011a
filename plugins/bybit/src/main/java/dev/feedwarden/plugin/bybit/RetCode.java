package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.event.FaultKind;

/** What the numbers in {@code retCode} mean for a feed (Bybit API v5, error codes). */
enum RetCode {
    /** Worked. */
    OK(FaultKind.VENUE),
    /** A later try may work: 10000 timeout, 10016 internal error, and every code that is not known. */
    AGAIN(FaultKind.VENUE),
    /** Asked too often: 10006, 10018, 10429. */
    SLOWER(FaultKind.RATE_LIMIT),
    /** Refused because of where we are: 10009, 10024. */
    BLOCKED(FaultKind.CONFIGURATION),
    /** Can never work as asked: parameters, routes, keys, permissions, a clock that is off. */
    WRONG(FaultKind.CONFIGURATION),
    /** The symbol does not exist: 10029. */
    NO_SYMBOL(FaultKind.SUBSCRIPTION);

    private final FaultKind fault;

    RetCode(FaultKind fault) {
        this.fault = fault;
    }

    FaultKind fault() {
        return fault;
    }

    static RetCode of(int code) {
        return switch (code) {
            case 0 -> OK;
            case 10006, 10018, 10429 -> SLOWER;
            case 10009, 10024 -> BLOCKED;
            case 10001, 10002, 10003, 10004, 10005, 10007, 10010, 10017 -> WRONG;
            case 10029 -> NO_SYMBOL;
            default -> AGAIN;
        };
    }
}
