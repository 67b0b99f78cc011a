package dev.feedwarden.deploy;

/** The configuration of a program with one simulated venue, one feed of it, and the files sink. */
final class VenueConfig {

    private static final String DERIBIT = """
            data: data
            services:
              simulator: {plugin: simulator, exchange: deribit, port: "${port:deribit}", ticks_per_second: %d, instruments: %d}
            feeds:
              deribit: {plugin: deribit, url: "ws://%s:${port:deribit}/ws/api/v2", currency: [ETH], %s}
            sinks:
              files: {plugin: files}
            """;
    private static final String BYBIT = """
            data: data
            services:
              simulator: {plugin: simulator, exchange: bybit, port: "${port:bybit}", ticks_per_second: 5, instruments: %d}
            feeds:
              bybit: {plugin: bybit, url: "ws://127.0.0.1:${port:bybit}/v5/public/option", rest: "http://127.0.0.1:${port:bybit}", currency: [ETH], %s}
            sinks:
              files: {plugin: files}
            """;
    private static final String IB = """
            data: data
            services:
              simulator: {plugin: simulator, exchange: ib, port: "${port:ib}", ticks_per_second: 5, hours: %s, contracts: [%s]}
            feeds:
              ib: {plugin: ib, port: "${port:ib}", contracts: [%s]}
            sinks:
              files: {plugin: files}
            """;
    private static final String IB_LISTED = "730283094=MNQZ6@CME:25000, 1000001=ESZ6@CME:6800, 1000002=CLF7@NYMEX:70";
    private static final String IB_WANTED = "730283094@CME, \"1000001@CME:quotes\", \"1000002@NYMEX:quotes\"";

    private VenueConfig() {}

    /**
     * @param ticks a second that the exchange makes
     * @param listed how many options it lists
     * @param host by what name it is sought
     * @param settings of the feed
     */
    static String deribit(int ticks, int listed, String host, String settings) {
        return DERIBIT.formatted(ticks, listed, host, settings);
    }

    /** @param listed how many options it lists */
    static String bybit(int listed, String settings) {
        return BYBIT.formatted(listed, settings);
    }

    /** Three contracts, four streams, but for what is not empty here. */
    static String ib(String hours, String listed, String wanted) {
        return IB.formatted(hours, listed.isEmpty() ? IB_LISTED : listed, wanted.isEmpty() ? IB_WANTED : wanted);
    }
}
