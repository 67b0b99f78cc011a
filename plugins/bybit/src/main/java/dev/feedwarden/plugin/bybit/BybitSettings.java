package dev.feedwarden.plugin.bybit;

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
 * @param url of the WebSocket
 * @param rest of the HTTP interface, without a path
 * @param coins without repeats, at least one
 * @param top how many options of each coin
 * @param carefulBatch the most a subscribe request asks for after the venue complained
 * @param carefulPace the least time between two of those
 */
record BybitSettings(
        URI url,
        URI rest,
        List<String> coins,
        int top,
        Duration ping,
        Duration rerank,
        Duration crossCheck,
        int carefulBatch,
        Duration carefulPace,
        FeedLimits limits) {

    static final List<Setting> DECLARED = List.of(
            Setting.optional(
                    "url",
                    Setting.Type.URI,
                    "wss://stream.bybit.com/v5/public/option",
                    "Where the venue's option socket listens, ws or wss"),
            Setting.optional(
                    "rest",
                    Setting.Type.URI,
                    "https://api.bybit.com",
                    "Where the venue answers HTTP, http or https, without a path"),
            Setting.optional("currency", Setting.Type.TEXTS, List.of("ETH"), "Whose options: coins such as ETH"),
            Setting.optional(
                    "top", Setting.Type.INTEGER, 50, "How many options of each coin, by open interest: 1 to 2000"),
            Setting.optional(
                    "ping", Setting.Type.DURATION, "20s", "How often the venue is told that we are there: 5s to 1m"),
            Setting.optional(
                    "rerank",
                    Setting.Type.DURATION,
                    "10m",
                    "How often the ranking is refreshed besides expiries: 10s to 1d"),
            Setting.optional(
                    "cross_check",
                    Setting.Type.DURATION,
                    "1m",
                    "How often the sockets are compared with HTTP: 10s to 1h"),
            Setting.optional(
                    "streams_per_connection",
                    Setting.Type.INTEGER,
                    500,
                    "How many options one connection carries before another is opened: 1 to 600"),
            Setting.optional(
                    "batch", Setting.Type.INTEGER, 100, "How many options one subscribe request asks for: 1 to 500"),
            Setting.optional(
                    "pace", Setting.Type.DURATION, "500ms", "The least time between two such requests: 10ms to 1m"),
            Setting.optional(
                    "careful_batch",
                    Setting.Type.INTEGER,
                    5,
                    "As batch, for ten minutes after the venue said that it was asked too often: 1 to 500"),
            Setting.optional("careful_pace", Setting.Type.DURATION, "2s", "As pace, at the same times: 10ms to 1m"),
            Setting.optional(
                    "connect_timeout",
                    Setting.Type.DURATION,
                    "10s",
                    "How long a connection may take to be made: 1s to 5m"),
            Setting.optional(
                    "message_age",
                    Setting.Type.DURATION,
                    null,
                    "How long no message at all may arrive before the connection is made anew: 1s to 1h; two pings"
                            + " and 10 s if not set"),
            Setting.optional(
                    "first_data",
                    Setting.Type.DURATION,
                    "30s",
                    "How long a granted option may bring no data before it is asked for again: 1s to 1h"));

    /** The venue allows arguments of so many characters on one connection. */
    static final int CHARACTERS = 21_000;

    private static final Duration ACK_TIMEOUT = Duration.ofSeconds(10);

    /** A ticker has about 700 bytes. */
    private static final int MESSAGE_BYTES = 1 << 20;

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration TEN_MILLIS = Duration.ofMillis(10);

    /**
     * Reads an entry of the configuration.
     *
     * @throws SettingException for the first value that cannot be used
     */
    static BybitSettings of(Settings entry) {
        Settings settings = entry.withDefaults(DECLARED);
        Duration ping = duration(settings, "ping", "5s to 1m", Duration.ofSeconds(5), MINUTE);
        Duration messageAge = settings.has("message_age")
                ? duration(settings, "message_age", "1s to 1h", SECOND, HOUR)
                : ping.multipliedBy(2).plusSeconds(10);
        var limits = new FeedLimits(
                settings.integer("streams_per_connection", 1, 600),
                settings.integer("batch", 1, 500),
                CHARACTERS,
                duration(settings, "pace", "10ms to 1m", TEN_MILLIS, MINUTE),
                ACK_TIMEOUT,
                duration(settings, "first_data", "1s to 1h", SECOND, HOUR),
                MESSAGE_BYTES,
                messageAge,
                duration(settings, "connect_timeout", "1s to 5m", SECOND, Duration.ofMinutes(5)));
        return new BybitSettings(
                url(settings, "url", "ws", "wss"),
                rest(settings),
                coins(settings),
                settings.integer("top", 1, 2000),
                ping,
                duration(settings, "rerank", "10s to 1d", Duration.ofSeconds(10), Duration.ofDays(1)),
                duration(settings, "cross_check", "10s to 1h", Duration.ofSeconds(10), HOUR),
                settings.integer("careful_batch", 1, 500),
                duration(settings, "careful_pace", "10ms to 1m", TEN_MILLIS, MINUTE),
                limits);
    }

    /** The longest symbol of which a connection full of topics stays within the venue's limit. */
    int longestSymbol() {
        return CHARACTERS / limits.streamsPerConnection() - Topics.characters("");
    }

    private static URI rest(Settings settings) {
        URI rest = url(settings, "rest", "http", "https");
        if (rest.getRawQuery() != null || !Set.of("", "/").contains(rest.getPath())) {
            throw settings.unusable("rest", "http://host or https://host without a path");
        }
        return rest.getPath().isEmpty() ? rest : URI.create(rest.getScheme() + "://" + rest.getRawAuthority());
    }

    private static URI url(Settings settings, String name, String plain, String secure) {
        URI url = settings.uri(name);
        if (url.getHost() == null || !Set.of(plain, secure).contains(url.getScheme())) {
            throw settings.unusable(name, plain + "://host/path or " + secure + "://host/path");
        }
        return url;
    }

    private static List<String> coins(Settings settings) {
        List<String> names = settings.texts("currency");
        if (names.isEmpty() || !names.stream().allMatch(name -> name.matches("[A-Z0-9]{1,15}"))) {
            throw settings.unusable("currency", "coins such as ETH or BTC, in capitals");
        }
        return names.stream().distinct().toList();
    }

    private static Duration duration(Settings settings, String name, String range, Duration least, Duration most) {
        Duration value = settings.duration(name);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw settings.unusable(name, "a duration from " + range);
        }
        return value;
    }
}
