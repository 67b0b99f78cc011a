package dev.feedwarden.plugin.deribit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of ticker channels: {@code ticker.ETH-27DEC24-4000-C.100ms}. */
final class Channels {

    private static final String TICKER = "ticker.";
    private static final String SEPARATORS = "\".\",";

    private final String interval;

    Channels(String interval) {
        this.interval = interval;
    }

    /** The instrument of a ticker channel under whatever interval, or null if it is another channel. */
    static @Nullable String instrument(String channel) {
        if (!channel.startsWith(TICKER)) {
            return null;
        }
        int end = channel.indexOf('.', TICKER.length());
        return channel.substring(TICKER.length(), end < 0 ? channel.length() : end);
    }

    /** The parameters of a request about these instruments. */
    JsonObject params(List<String> instruments) {
        var channels = new JsonArray();
        instruments.forEach(instrument -> channels.add(TICKER + instrument + "." + interval));
        return new JsonObject().put("channels", channels);
    }

    /** How many bytes an instrument adds to a request. */
    int bytes(String instrument) {
        return TICKER.length() + instrument.length() + interval.length() + SEPARATORS.length();
    }

    /** Which of the instruments asked for the venue says are subscribed, in whatever order it lists them. */
    static Set<String> granted(Collection<String> asked, JsonArray subscribed) {
        var granted = new LinkedHashSet<String>();
        for (Object channel : subscribed) {
            String instrument = channel instanceof String name ? instrument(name) : null;
            if (instrument != null) {
                granted.add(instrument);
            }
        }
        granted.retainAll(asked);
        return granted;
    }
}
