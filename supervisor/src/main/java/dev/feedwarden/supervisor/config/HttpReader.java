package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.access.Account;
import dev.feedwarden.supervisor.web.WebServer;
import dev.feedwarden.supervisor.web.WebServer.Read;
import dev.feedwarden.supervisor.web.WebServer.Tls;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the section {@code http}. Whoever opens the server to other hosts must say so by name. */
final class HttpReader {

    private static final List<String> LOOPBACK = List.of("127.0.0.1", "localhost", "::1");
    private static final String CHOICES = "open, signed-in or public-status";
    private static final String TLS_KEY = "tls";

    private static final List<Setting> HTTP = List.of(
            Setting.optional("host", Setting.Type.TEXT, "127.0.0.1", "The address to listen on"),
            Setting.optional("port", Setting.Type.INTEGER, 8080, "0 to 65535; 0 takes any free port"),
            Setting.optional("read", Setting.Type.TEXT, null, "Who may read: " + CHOICES),
            Setting.optional(
                    "names", Setting.Type.TEXTS, List.of(), "Names besides localhost, behind a proxy on this machine"),
            Setting.optional(
                    "proxies",
                    Setting.Type.TEXTS,
                    List.of(),
                    "Addresses whose X-Forwarded-For and -Proto are believed"),
            Setting.optional("connections", Setting.Type.INTEGER, null, "From one address at the most; 1 to 1000"));
    private static final List<Setting> TLS = List.of(
            Setting.required("certificate", Setting.Type.TEXT, "PEM file with the certificate and its chain"),
            Setting.required("key", Setting.Type.TEXT, "PEM file with the private key"));

    private final SectionReader sections;
    private final Problems problems;
    private final Path folder;

    HttpReader(SectionReader sections, Problems problems, Path folder) {
        this.sections = sections;
        this.problems = problems;
        this.folder = folder;
    }

    /** @param port in place of the section's; null for the section's */
    WebServer.Address read(@Nullable Mapping body, @Nullable Integer port, List<Account> users) {
        Mapping flat = body == null ? null : without(body);
        Settings settings = sections.read("http", flat, HTTP);
        String host = settings.text("host");
        int said = sections.integer("http", flat, settings, "port", 0, 65_535);
        Integer connections = settings.has("connections")
                ? (Integer) sections.integer("http", flat, settings, "connections", 1, 1_000)
                : null;
        return new WebServer.Address(
                host,
                port == null ? said : port,
                settings.texts("names"),
                who(flat, settings, host, users),
                settings.texts("proxies"),
                connections,
                tls(body));
    }

    private Read who(@Nullable Mapping body, Settings settings, String host, List<Account> users) {
        if (body == null || !settings.has("read")) {
            if (body != null && !LOOPBACK.contains(host)) {
                problems.add(
                        body.place(),
                        "http: expected 'read: open' or 'read: signed-in' beside host '" + host
                                + "', found nothing; everybody who reaches it could read");
            }
            return Read.OPEN;
        }
        return switch (settings.text("read")) {
            case "open" -> Read.OPEN;
            case "signed-in" -> signedIn(body, users, Read.SIGNED_IN);
            case "public-status" -> signedIn(body, users, Read.PUBLIC_STATUS);
            default -> {
                sections.problem(body, settings.unusable("read", CHOICES));
                yield Read.OPEN;
            }
        };
    }

    private Read signedIn(Mapping body, List<Account> users, Read read) {
        if (users.isEmpty()) {
            problems.add(
                    SectionReader.place(body, "http.read"),
                    "http.read: expected users in the section 'users' beside 'signed-in', found none");
        }
        return read;
    }

    private @Nullable Tls tls(@Nullable Mapping body) {
        Mapping.Entry entry = body == null ? null : body.entries().get(TLS_KEY);
        if (entry == null) {
            return null;
        }
        if (!(entry.value() instanceof Mapping files)) {
            problems.expected("a mapping for 'tls'", entry.value());
            return null;
        }
        Settings settings = sections.read("http.tls", files, TLS);
        if (!settings.has("certificate") || !settings.has("key")) {
            return null;
        }
        return new Tls(file(files, settings, "certificate"), file(files, settings, "key"));
    }

    private Path file(Mapping body, Settings settings, String name) {
        Path path = folder.resolve(settings.text(name));
        if (!Files.isReadable(path)) {
            sections.problem(body, settings.unusable(name, "a PEM file that can be read"));
        }
        return path;
    }

    private static Mapping without(Mapping body) {
        Map<String, Mapping.Entry> entries = new LinkedHashMap<>(body.entries());
        entries.remove(TLS_KEY);
        return new Mapping(body.place(), entries);
    }
}
