package dev.feedwarden.plugin.ib;

/** What the gateway says, one method a kind of message. Numbers that are not set are NaN. */
interface GatewayMessages {

    /** Said once the gateway may be asked; it may be lower than before. */
    void nextValidId(long id);

    void managedAccounts(String accounts);

    void currentTime(long epochSeconds);

    /**
     * An error, a warning or news.
     *
     * @param request -1 for the session
     * @param code 0 where there is none
     */
    void notice(int request, int code, String text);

    /**
     * A price of level 1, with its size.
     *
     * @param mask bit 0 can be executed, bit 1 past its limit, bit 2 before the opening
     */
    void tickPrice(int request, int type, double price, double size, int mask);

    void tickSize(int request, int type, double size);

    void tickGeneric(int request, int type, double value);

    void tickString(int request, int type, String text);

    /**
     * What kind of data is sent for a request.
     *
     * @param type 1 live, 2 frozen, 3 delayed, 4 delayed and frozen
     */
    void marketDataType(int request, int type);

    /** The parameters of a request for quotes: it was taken. */
    void tickParameters(int request);

    void contractData(int request, ContractData data);

    void contractDataEnd(int request);

    /**
     * A trade, tick by tick.
     *
     * @param mask bit 0 past its limit, bit 1 unreported
     */
    void trade(int request, long epochSeconds, double price, double size, int mask);

    void bidAsk(int request, long epochSeconds, double bid, double ask, double bidSize, double askSize);

    /** A kind of message or tick that nobody needs. */
    void skipped(int message);
}
