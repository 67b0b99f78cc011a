package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/** Makes checks of what a URL names: {@code http}, {@code https}, {@code tcp}, {@code tls} and {@code dns} (RFC 4501). */
@Extension
public final class HttpCheckProvider implements HealthCheckProvider {

    @Override
    public String type() {
        return HttpPlugin.TYPE;
    }

    @Override
    public List<Setting> settings() {
        List<Setting> all = new ArrayList<>(List.of(
                Setting.required(
                        "url",
                        Setting.Type.URI,
                        "https://host/path, tcp://host:port, tls://host:port or dns://server:port/name"),
                Setting.optional("timeout", Setting.Type.DURATION, "5s", "For the whole question, 100ms to 1m"),
                Setting.optional("redirects", Setting.Type.INTEGER, 0, "http: how many are followed, 0 to 10"),
                Setting.optional(
                        "dns",
                        Setting.Type.TEXT,
                        null,
                        "The DNS server that is asked, address:port; else the system is"),
                Setting.optional(
                        "addresses", Setting.Type.TEXTS, null, "dns: addresses of which the name must have each")));
        all.addAll(Expected.DECLARED);
        return all;
    }

    @Override
    public List<Metric> metrics() {
        return HttpMetrics.CHECK;
    }

    @Override
    public void check(Settings settings) {
        question(settings);
    }

    @Override
    public HealthCheck create(Settings settings, Context context) {
        Question question = question(settings);
        return switch (question.scheme()) {
            case "dns" -> new DnsCheck(context, question);
            case "tcp", "tls" -> new PortCheck(context, question);
            default -> new HttpCheck(context, question, Expected.of(settings));
        };
    }

    private static Question question(Settings settings) {
        URI uri = settings.uri("url");
        String scheme = String.valueOf(uri.getScheme());
        if (!List.of("http", "https", "tcp", "tls", "dns").contains(scheme)) {
            throw settings.unusable("url", "a URL of http, https, tcp, tls or dns");
        }
        String name = scheme.equals("dns")
                ? String.valueOf(uri.getSchemeSpecificPart()).replaceFirst("^.*/", "")
                : "";
        if (scheme.equals("dns") ? name.isEmpty() : uri.getHost() == null) {
            throw settings.unusable("url", "a URL with a host, or dns:name");
        }
        if (scheme.startsWith("t") && uri.getPort() < 0) {
            throw settings.unusable("url", "a URL with a port");
        }
        Expected.of(settings);
        List<Resolver.HostPort> server = new ArrayList<>();
        if (settings.has("dns")) {
            server.add(Resolver.HostPort.of(settings, "dns"));
        } else if (scheme.equals("dns") && uri.getHost() != null) {
            server.add(new Resolver.HostPort(uri.getHost(), uri.getPort() < 0 ? 53 : uri.getPort()));
        }
        return new Question(
                uri,
                scheme,
                name,
                Target.timeout(settings, Duration.ofMinutes(1)),
                settings.integer("redirects", 0, 10),
                server,
                settings.has("addresses") ? settings.texts("addresses") : List.of());
    }
}
