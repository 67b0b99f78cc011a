package dev.feedwarden.plugin.docker;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/**
 * How an engine is reached, and which of its containers may be asked about or acted on.
 *
 * @param address of the engine: a unix socket, or a host and port, then always with TLS
 * @param client how the HTTP client connects
 * @param answerTimeout how long a call may take
 * @param containers the names of the containers that this instance has to do with, and no other
 */
record EngineSettings(
        SocketAddress address, HttpClientOptions client, Duration answerTimeout, List<String> containers) {

    /** The name under which the configuration asks for this plugin, in whatever section. */
    static final String TYPE = "docker";

    private static final Setting ENGINE = Setting.optional(
            "uri",
            Setting.Type.URI,
            "unix:///var/run/docker.sock",
            "Where the engine is: unix:///path of its socket, or tcp://host:port, which is always TLS");
    private static final Setting CA = Setting.optional(
            "ca", Setting.Type.TEXT, null, "PEM file of who signed the engine's certificate (tcp), if not a known one");
    private static final Setting CERTIFICATE =
            Setting.optional("cert", Setting.Type.TEXT, null, "PEM file of our certificate (tcp); needs key");
    private static final Setting KEY =
            Setting.optional("key", Setting.Type.TEXT, null, "PEM file of our certificate's key (tcp); needs cert");
    private static final Setting ANSWER_TIMEOUT = Setting.optional(
            "answer_timeout",
            Setting.Type.DURATION,
            "5s",
            "How long the engine may take to answer, 100ms to 1m; then the connection is closed");
    private static final Setting CONTAINERS = Setting.required(
            "containers", Setting.Type.TEXTS, "Names of the containers it has to do with, 1 to 50, and no other");

    private static final List<Setting> CONNECTION = List.of(ENGINE, CA, CERTIFICATE, KEY, ANSWER_TIMEOUT);

    /** The settings of every instance, for a provider to declare. */
    static final List<Setting> DECLARED = List.of(ENGINE, CA, CERTIFICATE, KEY, ANSWER_TIMEOUT, CONTAINERS);

    /** The names of those that describe how the engine is reached. */
    static final List<String> NAMES = CONNECTION.stream().map(Setting::name).toList();

    /** A name can neither leave its place in a path nor begin a query. Engine API: {@code RestrictedNamePattern}. */
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9_.-]{0,127}");

    /** Each is asked about at the same time, over a connection of its own. */
    static final int MOST_CONTAINERS = 50;

    private static final int MOST_SOCKET_PATH_BYTES = 107;

    EngineSettings {
        containers = List.copyOf(containers);
    }

    /** @throws SettingException for the first setting that cannot be used */
    static EngineSettings of(Settings settings) {
        URI uri = settings.uri(ENGINE.name());
        Duration timeout = settings.duration(ANSWER_TIMEOUT.name());
        if (timeout.compareTo(Duration.ofMillis(100)) < 0 || timeout.compareTo(Duration.ofMinutes(1)) > 0) {
            throw settings.unusable(ANSWER_TIMEOUT.name(), "a duration from 100ms to 1m");
        }
        HttpClientOptions client =
                new HttpClientOptions().setKeepAlive(false).setConnectTimeout(Math.toIntExact(timeout.toMillis()));
        return switch (uri.getScheme()) {
            case "unix" -> new EngineSettings(unix(settings, uri), client, timeout, containers(settings));
            case "tcp" ->
                new EngineSettings(tcp(settings, uri), withTls(settings, client), timeout, containers(settings));
            default -> throw unusable(settings);
        };
    }

    private static SocketAddress unix(Settings settings, URI uri) {
        for (Setting tls : List.of(CA, CERTIFICATE, KEY)) {
            if (settings.has(tls.name())) {
                throw settings.unusable(tls.name(), "nothing, as a unix socket has no TLS");
            }
        }
        String path = uri.getPath();
        boolean usable = uri.getHost() == null
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && uri.getFragment() == null
                && path != null
                && path.length() > 1
                && path.getBytes(java.nio.charset.StandardCharsets.UTF_8).length <= MOST_SOCKET_PATH_BYTES
                && Path.of(path).normalize().toString().equals(path);
        if (!usable) {
            throw unusable(settings);
        }
        return SocketAddress.domainSocketAddress(path);
    }

    private static SocketAddress tcp(Settings settings, URI uri) {
        boolean usable = uri.getHost() != null
                && uri.getPort() > 0
                && uri.getPort() < 65_536
                && uri.getPath().isEmpty()
                && uri.getUserInfo() == null
                && uri.getQuery() == null
                && uri.getFragment() == null;
        if (!usable) {
            throw unusable(settings);
        }
        return SocketAddress.inetSocketAddress(uri.getPort(), uri.getHost());
    }

    private static HttpClientOptions withTls(Settings settings, HttpClientOptions client) {
        client.setSsl(true).setVerifyHost(true);
        if (settings.has(CA.name())) {
            client.setTrustOptions(new PemTrustOptions().addCertPath(file(settings, CA)));
        }
        if (settings.has(CERTIFICATE.name()) != settings.has(KEY.name())) {
            Setting missing = settings.has(KEY.name()) ? CERTIFICATE : KEY;
            throw settings.unusable(missing.name(), "a PEM file, as cert and key go together");
        }
        if (settings.has(CERTIFICATE.name())) {
            client.setKeyCertOptions(new PemKeyCertOptions()
                    .addCertPath(file(settings, CERTIFICATE))
                    .addKeyPath(file(settings, KEY)));
        }
        return client;
    }

    private static String file(Settings settings, Setting setting) {
        String text = settings.text(setting.name());
        try {
            Path path = Path.of(text);
            if (path.isAbsolute() && path.normalize().equals(path)) {
                return text;
            }
        } catch (InvalidPathException e) {
            throw settings.unusable(setting.name(), "the path of a PEM file");
        }
        throw settings.unusable(setting.name(), "an absolute path without ..");
    }

    private static List<String> containers(Settings settings) {
        List<String> names = settings.texts(CONTAINERS.name());
        if (names.isEmpty()
                || names.size() > MOST_CONTAINERS
                || names.stream().distinct().count() < names.size()
                || !names.stream().allMatch(name -> NAME.matcher(name).matches())) {
            throw settings.unusable(
                    CONTAINERS.name(), "1 to " + MOST_CONTAINERS + " different names of letters, digits, _ . and -");
        }
        return names;
    }

    private static SettingException unusable(Settings settings) {
        return new SettingException(
                settings.path() + "." + ENGINE.name(),
                "unix:///path of a socket without .., or tcp://host:port",
                "something else");
    }

    /** What the host header says; a unix socket has no host. */
    String host() {
        return address.isDomainSocket() ? "localhost" : address.host();
    }
}
