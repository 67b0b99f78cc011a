package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.ProtocolVersion;
import io.vertx.redis.client.RedisOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** How a Redis server is reached, and under which prefix our keys stand there. The same for sinks, checks and actions. */
final class RedisSettings {

    private static final Setting URI_OF_SERVER = Setting.optional(
            "uri",
            Setting.Type.URI,
            "redis://127.0.0.1:6379",
            "Where the server is: redis://host:port/database, or rediss:// for TLS; without user and password");
    private static final Setting USER =
            Setting.optional("user", Setting.Type.TEXT, null, "The user, if it is not the default one; needs password");
    private static final Setting PASSWORD = Setting.optional("password", Setting.Type.SECRET, null, "The password");
    private static final Setting REPLY_TIMEOUT = Setting.optional(
            "reply_timeout",
            Setting.Type.DURATION,
            "1s",
            "How long the server may take to be connected to, or to reply, 10ms to 1m; then the connection is closed");
    private static final Setting PREFIX = Setting.optional(
            "prefix",
            Setting.Type.TEXT,
            "",
            "Stands before every key of ours, up to 64 letters, digits and : . _ -; each sink needs one of its own");

    /** The settings that describe a connection, for a provider to declare. */
    static final List<Setting> DECLARED = List.of(URI_OF_SERVER, USER, PASSWORD, REPLY_TIMEOUT, PREFIX);

    /** Their names. */
    static final List<String> NAMES = DECLARED.stream().map(Setting::name).toList();

    private static final String CONNECTION = "connection";
    private static final Pattern PREFIXES = Pattern.compile("[A-Za-z0-9:._-]{0,64}");
    private static final Pattern DATABASE = Pattern.compile("/?|/[0-9]{1,4}");
    // All that a sink has in flight, many times over.
    private static final int MOST_REPLIES_AWAITED = 8_192;

    private final Settings settings;
    private final URI uri;
    private final Duration replyTimeout;
    private final String prefix;

    private RedisSettings(Settings settings, URI uri, Duration replyTimeout, String prefix) {
        this.settings = settings;
        this.uri = uri;
        this.replyTimeout = replyTimeout;
        this.prefix = prefix;
    }

    /** @throws dev.feedwarden.api.SettingException for the first setting that cannot be used */
    static RedisSettings of(Settings settings) {
        URI uri = uri(settings);
        Duration replyTimeout =
                Ranges.duration(settings, REPLY_TIMEOUT.name(), Duration.ofMillis(10), Duration.ofMinutes(1));
        String prefix = settings.text(PREFIX.name());
        if (!PREFIXES.matcher(prefix).matches()) {
            throw settings.unusable(PREFIX.name(), "up to 64 letters, digits and : . _ -");
        }
        if (settings.has(USER.name()) && !settings.has(PASSWORD.name())) {
            throw settings.unusable(PASSWORD.name(), "the password of the user");
        }
        return new RedisSettings(settings, uri, replyTimeout, prefix);
    }

    private static URI uri(Settings settings) {
        URI uri = settings.uri(URI_OF_SERVER.name());
        String scheme = uri.getScheme();
        boolean usable = (scheme.equals("redis") || scheme.equals("rediss"))
                && uri.getHost() != null
                && uri.getPath() != null
                && DATABASE.matcher(uri.getPath()).matches();
        // What stands here may be shown, so it must not hold what nobody may see, and neither may the error.
        if (!usable || uri.getUserInfo() != null || uri.getQuery() != null || uri.getFragment() != null) {
            throw new dev.feedwarden.api.SettingException(
                    settings.path() + "." + URI_OF_SERVER.name(),
                    "redis://host:port/database or rediss://host:port/database, with user and password in settings of"
                            + " their own",
                    "something else");
        }
        return uri;
    }

    /** By which name instances share what they have open: their connection's, or else their own. */
    String sharedAs(Context context) {
        return settings.has(CONNECTION) ? "connection " + settings.text(CONNECTION) : "instance " + context.id();
    }

    Duration replyTimeout() {
        return replyTimeout;
    }

    String prefix() {
        return prefix;
    }

    /** Host and port, for messages. */
    String where() {
        return uri.getHost() + ":" + (uri.getPort() < 0 ? 6379 : uri.getPort());
    }

    RedisOptions options() {
        RedisOptions options = new RedisOptions()
                .setConnectionString(uri.toString())
                // Flat replies, the same from every server since 2.0.
                .setPreferredProtocolVersion(ProtocolVersion.RESP2)
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setPoolCleanerInterval(-1)
                .setMaxWaitingHandlers(MOST_REPLIES_AWAITED)
                .setNetClientOptions(new NetClientOptions()
                        .setConnectTimeout(Math.toIntExact(replyTimeout.toMillis()))
                        .setTcpNoDelay(true)
                        .setTcpKeepAlive(true)
                        .setHostnameVerificationAlgorithm("HTTPS"));
        if (settings.has(USER.name())) {
            options.setUser(settings.text(USER.name()));
        }
        if (settings.has(PASSWORD.name())) {
            options.setPassword(settings.secret(PASSWORD.name()).reveal());
        }
        return options;
    }
}
