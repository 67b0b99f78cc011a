package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClientOptions;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.pgclient.SslMode;
import io.vertx.sqlclient.PoolOptions;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * How a database is reached.
 *
 * @param uri as configured, with the user if it names one
 * @param user empty for the one in the URI
 * @param password empty for the one in the URI
 * @param tls as PostgreSQL's {@code sslmode}
 * @param poolSize connections at most
 * @param connectTimeout how long a connection may be waited for
 * @param statementTimeout after which the server gives a statement up
 */
record ConnectionSettings(
        String uri,
        String user,
        String password,
        String tls,
        int poolSize,
        Duration connectTimeout,
        Duration statementTimeout) {

    static final List<Setting> DECLARED = List.of(
            Setting.required(
                    "uri",
                    Setting.Type.URI,
                    "Where the database is: postgresql://user:password@host:port/database; a password belongs into the"
                            + " setting password, or the whole into ${env:NAME}"),
            Setting.optional("user", Setting.Type.TEXT, null, "Who signs in, if the URI does not say"),
            Setting.optional("password", Setting.Type.SECRET, null, "The user's password, if the URI has none"),
            Setting.optional(
                    "tls",
                    Setting.Type.TEXT,
                    null,
                    "disable, require (encrypted, the server's certificate unchecked) or verify-full (and the"
                            + " certificate must be good for its name); if not set, disable on this machine and"
                            + " verify-full elsewhere"),
            Setting.optional("pool_size", Setting.Type.INTEGER, 4, "Connections at most: 1 to 64"),
            Setting.optional(
                    "connect_timeout",
                    Setting.Type.DURATION,
                    "5s",
                    "How long a connection may be waited for: 100ms to 1m"),
            Setting.optional(
                    "statement_timeout",
                    Setting.Type.DURATION,
                    "15s",
                    "After which the server gives a statement up; 2 s later its connection is closed: 100ms to 10m"));

    static final List<String> NAMES = DECLARED.stream().map(Setting::name).toList();

    /** What the answer of a server that has given a statement up may take to arrive. */
    private static final Duration ANSWER = Duration.ofSeconds(2);

    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final int WAITING = 256;
    private static final int LIFETIME_MINUTES = 30;

    /** Nothing sent and nothing received for so much longer than any statement takes: such a connection is closed. */
    private static final Duration IDLE = Duration.ofMinutes(1);

    /** @throws SettingException for the first value that cannot be used */
    static ConnectionSettings of(Settings settings) {
        URI uri = uri(settings);
        var read = new ConnectionSettings(
                uri.toString(),
                settings.has("user") ? settings.text("user") : "",
                settings.has("password") ? settings.secret("password").reveal() : "",
                tls(settings, uri.getHost()),
                settings.integer("pool_size", 1, 64),
                duration(settings, "connect_timeout", "100ms to 1m", Duration.ofMinutes(1)),
                duration(settings, "statement_timeout", "100ms to 10m", Duration.ofMinutes(10)));
        try {
            read.connectOptions();
        } catch (IllegalArgumentException e) {
            throw badUri(settings);
        }
        return read;
    }

    private static URI uri(Settings settings) {
        URI uri = settings.uri("uri");
        if (uri.getHost() == null || !Set.of("postgresql", "postgres").contains(uri.getScheme())) {
            throw badUri(settings);
        }
        return uri;
    }

    /**
     * Of PostgreSQL's modes {@code prefer} is not offered: it protects from nothing, and the client leaves a socket open
     * whenever the server has no TLS.
     */
    private static String tls(Settings settings, String host) {
        if (!settings.has("tls")) {
            return LOOPBACK.contains(host) ? "disable" : "verify-full";
        }
        String tls = settings.text("tls");
        if (!Set.of("disable", "require", "verify-full").contains(tls)) {
            throw settings.unusable("tls", "disable, require or verify-full");
        }
        return tls;
    }

    /** Says nothing of what stands there: it may hold a password. */
    private static SettingException badUri(Settings settings) {
        return new SettingException(
                settings.path() + ".uri", "postgresql://user:password@host:port/database", "another URI");
    }

    private static Duration duration(Settings settings, String name, String range, Duration most) {
        Duration value = settings.duration(name);
        if (value.compareTo(LEAST) < 0 || value.compareTo(most) > 0) {
            throw settings.unusable(name, "a duration from " + range);
        }
        return value;
    }

    /** How long the client waits for a statement: longer than the server works at it. */
    Duration answerTimeout() {
        return statementTimeout.plus(ANSWER);
    }

    PgConnectOptions connectOptions() {
        PgConnectOptions options = PgConnectOptions.fromUri(uri)
                .setSslMode(SslMode.of(tls))
                .setSslOptions(sslOptions())
                .setCachePreparedStatements(true)
                .setProperties(Map.of(
                        "application_name", "feedwarden",
                        "statement_timeout", Long.toString(statementTimeout.toMillis()),
                        "tcp_keepalives_idle", "5",
                        "tcp_keepalives_interval", "2",
                        "tcp_keepalives_count", "3"));
        if (!user.isEmpty()) {
            options.setUser(user);
        }
        return password.isEmpty() ? options : options.setPassword(password);
    }

    private ClientSSLOptions sslOptions() {
        boolean verify = tls.equals("verify-full");
        return new ClientSSLOptions().setTrustAll(!verify).setHostnameVerificationAlgorithm(verify ? "HTTPS" : "");
    }

    NetClientOptions netOptions() {
        Duration idle = IDLE.plus(answerTimeout());
        return new NetClientOptions()
                .setTcpKeepAlive(true)
                .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()))
                .setIdleTimeout(Math.toIntExact(idle.toSeconds()));
    }

    PoolOptions poolOptions() {
        return new PoolOptions()
                .setMaxSize(poolSize)
                .setMaxWaitQueueSize(WAITING)
                .setConnectionTimeout(Math.toIntExact(connectTimeout.toMillis()))
                .setConnectionTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxLifetime(LIFETIME_MINUTES)
                .setMaxLifetimeUnit(TimeUnit.MINUTES);
    }

    @Override
    public String toString() {
        return "a PostgreSQL connection";
    }
}
