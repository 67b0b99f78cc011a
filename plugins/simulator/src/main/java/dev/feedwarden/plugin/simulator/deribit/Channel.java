package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.plugin.simulator.deribit.market.Market;
import java.util.List;
import java.util.regex.Pattern;

/** The names of channels: Deribit API v2, subscriptions. */
final class Channel {

    static final String PLATFORM_STATE = "platform_state";
    static final List<String> INTERVALS = List.of("100ms", "agg2", "raw");

    private static final Pattern STATE =
            Pattern.compile("instrument\\.state\\.(any|option|future|spot)\\.(any|[A-Z]{3,5})");
    private static final String INDEX = "deribit_price_index.";

    private Channel() {}

    static String ticker(String instrument, String interval) {
        return "ticker." + instrument + "." + interval;
    }

    static String index(String name) {
        return INDEX + name;
    }

    static boolean isRaw(String channel) {
        return channel.endsWith(".raw");
    }

    static boolean isTicker(String channel) {
        return channel.startsWith("ticker.");
    }

    /** The instrument, where the channel is of the form {@code kind.instrument.rest}; otherwise its second word. */
    static String instrument(String channel) {
        String[] parts = channel.split("\\.", -1);
        return parts.length > 1 ? parts[1] : "";
    }

    /** Whether the channel can be had now. One that cannot is left out of the acknowledgement without a word. */
    static boolean exists(String channel, Market market) {
        if (channel.equals(PLATFORM_STATE) || STATE.matcher(channel).matches()) {
            return true;
        }
        if (channel.startsWith(INDEX)) {
            return !Double.isNaN(market.index(channel.substring(INDEX.length())));
        }
        String[] parts = channel.split("\\.", -1);
        if (parts.length < 2 || market.find(parts[1]) == null || !market.offers(parts[0])) {
            return false;
        }
        return !isTicker(channel) || (parts.length == 3 && INTERVALS.contains(parts[2]));
    }

    /** The channels on which the state of an instrument is told. */
    static List<String> states(String kind, String currency) {
        return List.of(
                "instrument.state." + kind + "." + currency,
                "instrument.state." + kind + ".any",
                "instrument.state.any." + currency,
                "instrument.state.any.any");
    }
}
