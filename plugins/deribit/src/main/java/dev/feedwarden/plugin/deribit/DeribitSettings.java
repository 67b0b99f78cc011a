package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.feed.FeedLimits;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * The settings of one feed, checked.
 *
 * @param markets without repeats, at least one
 * @param top how many options of each market
 * @param interval of the ticker channels
 * @param heartbeat whole seconds
 */
record DeribitSettings(
        URI url,
        List<Market> markets,
        int top,
        String interval,
        Duration heartbeat,
        Duration rerank,
        FeedLimits limits) {

    static final List<Setting> DECLARED = List.of(
            Setting.optional(
                    "url",
                    Setting.Type.URI,
                    "wss://www.deribit.com/ws/api/v2",
                    "Where the venue listens, ws or wss; the test venue is wss://test.deribit.com/ws/api/v2"),
            Setting.optional(
                    "currency",
                    Setting.Type.TEXTS,
                    List.of("ETH"),
                    "Whose options: coins such as ETH for the inverse ones, pairs such as ETH_USDC for the linear ones"),
            Setting.optional(
                    "top", Setting.Type.INTEGER, 50, "How many options of each currency, by open interest: 1 to 5000"),
            Setting.optional(
                    "interval",
                    Setting.Type.TEXT,
                    "100ms",
                    "How often a ticker may come: 100ms, agg2 (about every 2 s) or raw (the venue wants a sign-in for"
                            + " it)"),
            Setting.optional(
                    "heartbeat",
                    Setting.Type.DURATION,
                    "10s",
                    "How often the venue asks whether we are there: whole seconds from 10s to 1h"),
            Setting.optional(
                    "rerank",
                    Setting.Type.DURATION,
                    "10m",
                    "How often the ranking is refreshed besides expiries and new listings: 10s to 1d"),
            Setting.optional(
                    "streams_per_connection",
                    Setting.Type.INTEGER,
                    500,
                    "How many options one connection carries before another is opened: 1 to 5000"),
            Setting.optional(
                    "batch", Setting.Type.INTEGER, 250, "How many options one subscribe request asks for: 1 to 900"),
            Setting.optional(
                    "connect_timeout",
                    Setting.Type.DURATION,
                    "10s",
                    "How long a connection may take to be made: 1s to 5m"),
            Setting.optional(
                    "message_age",
                    Setting.Type.DURATION,
                    null,
                    "How long no message at all may arrive before the connection is made anew: 1s to 1h; three"
                            + " heartbeats if not set"),
            Setting.optional(
                    "first_data",
                    Setting.Type.DURATION,
                    "30s",
                    "How long after subscribing no data may come before the connection is made anew: 1s to 1h"));

    /** Above 32 KiB the venue refuses a request; the rest is for its envelope. */
    private static final int REQUEST_BYTES = 32_000;

    /** About 3.3 subscribe requests a second are allowed. */
    private static final Duration REQUEST_PACE = Duration.ofMillis(350);

    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(10);

    /** The list of all options of one currency comes in one message, of 200 kB in 2021. */
    private static final int MESSAGE_BYTES = 8 << 20;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /**
     * Reads an entry of the configuration.
     *
     * @throws SettingException for the first value that cannot be used
     */
    static DeribitSettings of(Settings entry) {
        Settings settings = entry.withDefaults(DECLARED);
        Duration heartbeat = duration(settings, "heartbeat", "10s to 1h", Duration.ofSeconds(10), HOUR);
        if (heartbeat.toMillisPart() != 0) {
            throw settings.unusable("heartbeat", "whole seconds");
        }
        Duration messageAge = settings.has("message_age")
                ? duration(settings, "message_age", "1s to 1h", SECOND, HOUR)
                : heartbeat.multipliedBy(3);
        var limits = new FeedLimits(
                settings.integer("streams_per_connection", 1, 5000),
                settings.integer("batch", 1, 900),
                REQUEST_BYTES,
                REQUEST_PACE,
                ACK_TIMEOUT,
                duration(settings, "first_data", "1s to 1h", SECOND, HOUR),
                MESSAGE_BYTES,
                messageAge,
                duration(settings, "connect_timeout", "1s to 5m", SECOND, Duration.ofMinutes(5)));
        return new DeribitSettings(
                url(settings),
                markets(settings),
                settings.integer("top", 1, 5000),
                interval(settings),
                heartbeat,
                duration(settings, "rerank", "10s to 1d", Duration.ofSeconds(10), Duration.ofDays(1)),
                limits);
    }

    private static URI url(Settings settings) {
        URI url = settings.uri("url");
        if (url.getHost() == null || !Set.of("ws", "wss").contains(url.getScheme())) {
            throw settings.unusable("url", "ws://host/path or wss://host/path");
        }
        return url;
    }

    private static List<Market> markets(Settings settings) {
        List<String> names = settings.texts("currency");
        if (names.isEmpty() || !names.stream().allMatch(Market::valid)) {
            throw settings.unusable("currency", Market.EXPECTED);
        }
        return names.stream().distinct().map(Market::new).toList();
    }

    private static String interval(Settings settings) {
        String interval = settings.text("interval");
        if (!Set.of("100ms", "agg2", "raw").contains(interval)) {
            throw settings.unusable("interval", "100ms, agg2 or raw");
        }
        return interval;
    }

    private static Duration duration(Settings settings, String name, String range, Duration least, Duration most) {
        Duration value = settings.duration(name);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw settings.unusable(name, "a duration from " + range);
        }
        return value;
    }
}
