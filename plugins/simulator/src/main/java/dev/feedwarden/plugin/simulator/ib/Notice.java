package dev.feedwarden.plugin.simulator.ib;

/** What a gateway says in message 4: codes and texts as seen (IB's TWS API, message codes). */
enum Notice {
    TOO_FAST(100, "Max rate of messages per second has been exceeded."),
    TOO_MANY_TICKERS(101, "Max number of tickers has been reached."),
    NO_CONTRACT(200, "No security definition has been found for the request"),
    UNKNOWN_ID(300, "Can't find EId with tickerId:"),
    UNREADABLE(320, "Error reading request: Unable to parse data."),
    DUPLICATE_ID(322, "Error processing request.-'bO' : cause - Duplicate ticker id"),
    CLIENT_ID_IN_USE(326, "Unable to connect as the client id is already in use. Retry with a unique client id."),
    LINK_LOST(1100, "Connectivity between IBKR and Trader Workstation has been lost."),
    RESTORED_LOST(1101, "Connectivity between IBKR and Trader Workstation has been restored - data lost."),
    RESTORED_KEPT(
            1102,
            "Connectivity between IBKR and Trader Workstation has been restored - data maintained. All data farms are"
                    + " connected: usfuture; eufarm; cashfarm; usfarm; ushmds; secdefnj."),
    PORT_RESET(
            1300,
            "TWS socket port has been reset and this connection is being dropped. Please reconnect on the new port - "),
    FARM_BROKEN(2103, "Market data farm connection is broken:"),
    FARM_OK(2104, "Market data farm connection is OK:"),
    HISTORY_BROKEN(2105, "HMDS data farm connection is broken:ushmds"),
    HISTORY_OK(2106, "HMDS data farm connection is OK:ushmds"),
    FARM_INACTIVE(2108, "Market data farm connection is inactive but should be available upon demand.usfuture"),
    SERVER_BROKEN(
            2110, "Connectivity between Trader Workstation and server is broken. It will be restored automatically."),
    DEFINITIONS_OK(2158, "Sec-def data farm connection is OK:secdefnj"),
    DELAYED(10_167, "Requested market data is not subscribed. Displaying delayed market data."),
    NOT_DELAYED(10_168, "Requested market data is not subscribed. Delayed market data is not enabled."),
    NO_LIVE_UPDATES(10_182, "Failed to request live updates (disconnected)."),
    NO_TICK_BY_TICK(10_189, "Failed to request tick-by-tick data."),
    TOO_MANY_TICK_BY_TICK(10_190, "Max number of tick-by-tick requests has been reached."),
    COMPETING_SESSION(10_197, "No market data during competing live session"),
    OLD_VERSION(
            10_285,
            "Your API version does not support fractional size rules. Please upgrade to a minimum version 163.");

    /** The id of a notice about the whole session. */
    static final int SESSION = -1;

    /** Why there is no tick-by-tick data while somebody else has the session. */
    static final String OTHER_ADDRESS = "Trading TWS session is connected from a different IP address";

    static final String FUTURES_FARM = "usfuture";

    private final int code;
    private final String text;

    Notice(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The message about a request, or about the session. */
    String about(int request) {
        return about(request, "");
    }

    /** The message with something added to its text. */
    String about(int request, String more) {
        return Wire.text(4, 2, request, code, text + more, "");
    }
}
