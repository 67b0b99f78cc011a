package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;

/**
 * Where a webhook, a notice or a heartbeat goes, as the settings say. Only {@code https} and only the public internet,
 * unless the settings allow more; never a redirect.
 */
record Target(URI uri, Exchange.Reach reach, Duration timeout, List<Resolver.HostPort> server) {

    private static final String URL = "url";
    private static final String SECRET_URL = "secret_url";

    static final List<Setting> DECLARED = List.of(
            Setting.optional(URL, Setting.Type.URI, null, "What is called, if there is no secret in it"),
            Setting.optional(SECRET_URL, Setting.Type.SECRET, null, "What is called, if there is a secret in it"),
            Setting.optional("allow_http", Setting.Type.FLAG, false, "Whether it may be called without TLS"),
            Setting.optional(
                    "allow_private",
                    Setting.Type.FLAG,
                    false,
                    "Whether it may be an address that is not of the public internet"),
            Setting.optional("timeout", Setting.Type.DURATION, "5s", "For the whole call, 100ms to 30s"),
            Setting.optional(
                    "dns", Setting.Type.TEXT, null, "The DNS server that is asked, address:port; else the system is"));

    static Target of(Settings settings) {
        if (settings.has(URL) == settings.has(SECRET_URL)) {
            throw settings.unusable(URL, "either url or secret_url");
        }
        String name = settings.has(URL) ? URL : SECRET_URL;
        URI uri = settings.has(URL) ? settings.uri(URL) : secret(settings);
        boolean http = "http".equals(uri.getScheme());
        if (!http && !"https".equals(uri.getScheme())) {
            throw settings.unusable(name, "an https URL");
        }
        if (http && !settings.flag("allow_http")) {
            throw settings.unusable(name, "an https URL, or allow_http: true");
        }
        if (uri.getHost() == null || uri.getRawUserInfo() != null) {
            throw settings.unusable(name, "a URL with a host and without a user");
        }
        return new Target(
                uri,
                settings.flag("allow_private") ? Exchange.Reach.ANY : Exchange.Reach.PUBLIC,
                timeout(settings, Duration.ofSeconds(30)),
                settings.has("dns") ? List.of(Resolver.HostPort.of(settings, "dns")) : List.of());
    }

    static Duration timeout(Settings settings, Duration most) {
        Duration timeout = settings.duration("timeout");
        if (timeout.toMillis() < 100 || timeout.compareTo(most) > 0) {
            throw settings.unusable("timeout", "100ms to " + most.toSeconds() + "s");
        }
        return timeout;
    }

    /** How it is called; one for each instance. */
    Exchange exchange(Context context) {
        Resolver resolver =
                new Resolver(context.vertx(), context.timers(), timeout, server.isEmpty() ? null : server.get(0));
        return new Exchange(context.vertx(), context.timers(), resolver, new Exchange.Limits(timeout, reach, 0));
    }

    /** Without the path, in which a secret may be. */
    @Override
    public String toString() {
        return "Target[" + uri.getHost() + "]";
    }

    private static URI secret(Settings settings) {
        try {
            return new URI(settings.secret(SECRET_URL).reveal());
        } catch (URISyntaxException e) {
            // Without the cause: it holds the secret.
            throw settings.unusable(SECRET_URL, "an https URL");
        }
    }
}
