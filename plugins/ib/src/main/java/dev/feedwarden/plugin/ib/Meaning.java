package dev.feedwarden.plugin.ib;

import java.util.Locale;

/**
 * What a notice of the gateway means for us. The code alone does not say: some carry their reason only in the text (IB's TWS
 * API, message codes; texts as seen in the field).
 */
enum Meaning {
    /** For information. */
    NEWS,
    /** The gateway has lost its link to IB. */
    LINK_LOST,
    /** The link is back, what was subscribed is not. */
    RESTORED_DATA_LOST,
    /** The link is back, and so it says is the data. */
    RESTORED,
    /** The gateway listens at another port from now on. */
    MOVED,
    CLIENT_ID_IN_USE,
    FARM_BROKEN,
    FARM_OK,
    /** The farm of historical data, on which tick-by-tick streams may hang. */
    HISTORY_OK,
    /** A farm sleeps until somebody asks it. */
    FARM_IDLE,
    /** We send too much. */
    TOO_FAST,
    /** Another session of the same user has the data. */
    CONFLICT,
    /** The account may not have it as it is asked for. */
    NOT_ENTITLED,
    /** Something is less than asked for; data may come all the same. */
    ADVISORY,
    /** The account's lines are taken. */
    FULL,
    /** No such contract: it has expired, was never right, or the venue is in its nightly reset. */
    NO_CONTRACT,
    /** The gateway does not serve the stream any more. */
    FORGOTTEN,
    /** A request id was used twice. */
    DUPLICATE,
    /** It will never take what we sent. */
    REJECTED,
    UNKNOWN;

    private static final String[] CONFLICTS = {"different ip address", "competing live session"};

    /**
     * Classifies a notice.
     *
     * @param tickByTick whether it is about a tick-by-tick stream
     */
    static Meaning of(int code, String text, boolean tickByTick) {
        String words = text.toLowerCase(Locale.ROOT);
        return switch (code) {
            case 0 -> words.contains("max rate") ? TOO_FAST : UNKNOWN;
            case 100 -> TOO_FAST;
            case 101, 10190 -> FULL;
            case 102 -> DUPLICATE;
            case 162, 420, 10187, 10189 -> byText(code, words);
            case 200 -> NO_CONTRACT;
            case 300, 10182, 10225 -> FORGOTTEN;
            case 321 -> conflict(words) ? CONFLICT : REJECTED;
            case 320, 503, 505, 506, 10285 -> REJECTED;
            case 322 -> words.contains("duplicate") ? DUPLICATE : UNKNOWN;
            case 326 -> CLIENT_ID_IN_USE;
            case 354, 10168, 10186 -> NOT_ENTITLED;
            case 366, 2105, 2107, 2119, 2157, 2158 -> NEWS;
            case 1100, 2110 -> LINK_LOST;
            case 1101 -> RESTORED_DATA_LOST;
            case 1102 -> RESTORED;
            case 1300 -> MOVED;
            case 2103 -> FARM_BROKEN;
            case 2104 -> FARM_OK;
            case 2106 -> HISTORY_OK;
            case 2108 -> FARM_IDLE;
            case 10089 -> tickByTick ? NOT_ENTITLED : ADVISORY;
            case 10090, 10167 -> ADVISORY;
            case 10197 -> CONFLICT;
            default -> UNKNOWN;
        };
    }

    private static Meaning byText(int code, String words) {
        if (conflict(words)) {
            return CONFLICT;
        }
        if (words.contains("pacing")) {
            return TOO_FAST;
        }
        if (words.contains("permission") || words.contains("not supported") || words.contains("not subscribed")) {
            return NOT_ENTITLED;
        }
        return code == 10189 ? FORGOTTEN : UNKNOWN;
    }

    private static boolean conflict(String words) {
        for (String sign : CONFLICTS) {
            if (words.contains(sign)) {
                return true;
            }
        }
        return false;
    }
}
