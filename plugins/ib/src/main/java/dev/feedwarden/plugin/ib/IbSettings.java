package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.feed.FeedLimits;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The settings of one feed, checked.
 *
 * @param doors every host with every port, hosts within ports
 * @param clientId the base of the pool
 * @param contracts none for watching the gateway alone
 * @param quiet how long a stream of quotes may be silent while its contract trades
 */
record IbSettings(
        List<URI> doors,
        LivePorts live,
        int clientId,
        int clientIds,
        List<Contract> contracts,
        boolean delayed,
        Duration retry,
        Duration versionTimeout,
        Duration readyTimeout,
        Duration probe,
        Duration probeTimeout,
        Duration quiet,
        Duration quietUnknown,
        Duration quietTrades,
        int pace,
        int bulkPace,
        FeedLimits limits) {

    private static final List<String> USUAL_PORTS = List.of("7497", "7496", "4002", "4001");

    static final List<Setting> DECLARED = List.of(
            Setting.optional(
                            "host",
                            Setting.Type.TEXTS,
                            "127.0.0.1",
                            "Where the gateway or TWS runs; several are tried" + " in turn")
                    .orEnvironment("IB_STREAM_HOST"),
            Setting.optional(
                    "port",
                    Setting.Type.TEXTS,
                    USUAL_PORTS,
                    "Its ports, tried in turn; of the usual ones those for live trading are left out unless"
                            + " allow_live is set"),
            Setting.optional(
                    "allow_live",
                    Setting.Type.FLAG,
                    false,
                    "Whether the ports for live trading, 7496 and 4001, may be tried"),
            Setting.optional(
                            "client_id",
                            Setting.Type.INTEGER,
                            851,
                            "The first of our client ids: 1 to 2000000000; 0 gets other programs' orders")
                    .orEnvironment("IB_STREAM_CLIENT_ID"),
            Setting.optional("client_ids", Setting.Type.INTEGER, 8, "How many ids from there on may be used: 1 to 32"),
            Setting.optional(
                            "background_streaming",
                            Setting.Type.FLAG,
                            true,
                            "Whether data is streamed; without it the gateway alone is watched")
                    .orEnvironment("IB_STREAM_ENABLE_BACKGROUND_STREAMING"),
            Setting.optional(
                    "contracts",
                    Setting.Type.TEXTS,
                    List.of(),
                    "Contract ids with exchange and what is wanted, such as 730283094@CME or 730283094@CME:quotes"),
            Setting.optional(
                    "streams",
                    Setting.Type.TEXTS,
                    List.of("quotes", "trades"),
                    "What is wanted of a contract that does not say so: quotes, trades, all-trades, bid-ask"),
            Setting.optional(
                    "delayed", Setting.Type.FLAG, false, "Whether delayed data is taken where there is no live"),
            Setting.optional(
                    "lines", Setting.Type.INTEGER, 100, "How many market data lines the account has: 1 to 1000"),
            Setting.optional(
                    "retry",
                    Setting.Type.DURATION,
                    "5s",
                    "How long after a refused connection the next is tried: 1s to 1m"),
            Setting.optional("connect_timeout", Setting.Type.DURATION, "10s", "How long the socket may take: 1s to 1m"),
            Setting.optional(
                    "version_timeout",
                    Setting.Type.DURATION,
                    "10s",
                    "How long the gateway may take to answer with its version: 1s to 1m"),
            Setting.optional(
                    "ready_timeout",
                    Setting.Type.DURATION,
                    "15s",
                    "How long it may take from there until it can be asked: 1s to 5m"),
            Setting.optional("probe", Setting.Type.DURATION, "20s", "How often its time is asked for: 2s to 5m"),
            Setting.optional("probe_timeout", Setting.Type.DURATION, "8s", "How long that may take: 2s to 1m"),
            Setting.optional(
                    "quiet",
                    Setting.Type.DURATION,
                    "1m",
                    "How long quotes may be silent in trading hours before they are asked for again: 10s to 1h"),
            Setting.optional(
                    "quiet_unknown", Setting.Type.DURATION, "15m", "The same where the hours are not known: 1m to 1d"),
            Setting.optional("quiet_trades", Setting.Type.DURATION, "30m", "The same for trades: 1m to 1d"),
            Setting.optional(
                    "pace",
                    Setting.Type.INTEGER,
                    40,
                    "The most messages a second: 1 to 50, IB's limit for all clients"),
            Setting.optional(
                    "bulk_pace", Setting.Type.INTEGER, 20, "How many of those may ask for data or end it: 1 to 50"));

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);

    /**
     * Reads an entry of the configuration.
     *
     * @throws SettingException for the first value that cannot be used
     */
    static IbSettings of(Settings entry) {
        Settings settings = entry.withDefaults(DECLARED);
        LivePorts live = settings.flag("allow_live") ? LivePorts.ALLOWED : LivePorts.FORBIDDEN;
        List<Contract> contracts = ContractNames.read(settings);
        Duration probe = duration(settings, "probe", "2s to 5m", Probe.LEAST_GAP, Duration.ofMinutes(5));
        Duration probeTimeout = duration(settings, "probe_timeout", "2s to 1m", Probe.LEAST_GAP, MINUTE);
        Duration readyTimeout = duration(settings, "ready_timeout", "1s to 5m", SECOND, Duration.ofMinutes(5));
        Duration versionTimeout = duration(settings, "version_timeout", "1s to 1m", SECOND, MINUTE);
        var limits = new FeedLimits(
                // One client id serves everything; the contracts are bounded by the account's lines.
                Integer.MAX_VALUE,
                100,
                1 << 20,
                Duration.ZERO,
                Duration.ofSeconds(30),
                versionTimeout.plus(readyTimeout).plusSeconds(10),
                Frames.MOST_BYTES,
                probe.plus(probeTimeout.multipliedBy(2)).plusSeconds(30),
                duration(settings, "connect_timeout", "1s to 1m", SECOND, MINUTE));
        return new IbSettings(
                doors(settings, live),
                live,
                settings.integer("client_id", 1, 2_000_000_000),
                settings.integer("client_ids", 1, 32),
                settings.flag("background_streaming") ? contracts : List.of(),
                settings.flag("delayed"),
                duration(settings, "retry", "1s to 1m", SECOND, MINUTE),
                versionTimeout,
                readyTimeout,
                probe,
                probeTimeout,
                duration(settings, "quiet", "10s to 1h", Duration.ofSeconds(10), HOUR),
                duration(settings, "quiet_unknown", "1m to 1d", MINUTE, DAY),
                duration(settings, "quiet_trades", "1m to 1d", MINUTE, DAY),
                settings.integer("pace", 1, 50),
                settings.integer("bulk_pace", 1, 50),
                limits);
    }

    /** The ports nobody has chosen lose those for live trading; one that somebody chose is refused. */
    private static List<URI> doors(Settings settings, LivePorts live) {
        List<String> hosts = settings.texts("host");
        List<URI> doors = new ArrayList<>();
        for (String text : settings.texts("port")) {
            int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
            if (port < 1 || port > 65_535) {
                throw settings.unusable("port", "ports from 1 to 65535");
            }
            if (live.allows(port)) {
                hosts.forEach(host -> doors.add(door(settings, host, port)));
            } else if (!usual(settings.texts("port"))) {
                throw settings.unusable(
                        "port",
                        "a port for paper trading, or allow_live: true beside port " + port + " of live trading");
            }
        }
        if (doors.isEmpty()) {
            throw settings.unusable(hosts.isEmpty() ? "host" : "port", "at least one host and one port");
        }
        return List.copyOf(doors);
    }

    private static boolean usual(List<String> ports) {
        return ports.equals(USUAL_PORTS);
    }

    private static URI door(Settings settings, String host, int port) {
        try {
            URI door = new URI("tcp", null, host, port, null, null, null);
            if (door.getHost() != null) {
                return door;
            }
        } catch (URISyntaxException e) {
            throw settings.unusable("host", "names or addresses of hosts (" + e.getReason() + ")");
        }
        throw settings.unusable("host", "names or addresses of hosts");
    }

    private static Duration duration(Settings settings, String name, String range, Duration least, Duration most) {
        Duration value = settings.duration(name);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw settings.unusable(name, "a duration from " + range);
        }
        return value;
    }
}
