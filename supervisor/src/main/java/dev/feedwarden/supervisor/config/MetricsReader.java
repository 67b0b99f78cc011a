package dev.feedwarden.supervisor.config;

import dev.feedwarden.api.Secret;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.metrics.OtlpOptions;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the section {@code metrics}: {@code otlp}, where the meters are sent. Headers mostly authorize, so each of them is
 * a secret.
 */
final class MetricsReader {

    private static final String HEADERS_KEY = "headers";
    private static final int MOST_HEADERS = 16;
    private static final Duration LEAST = Duration.ofSeconds(1);
    private static final Duration MOST = Duration.ofHours(1);
    private static final Pattern HEADER_NAME = Pattern.compile("[A-Za-z0-9-]{1,64}");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]+");
    private static final Set<String> SCHEMES = Set.of("http", "https");

    private static final List<Setting> OTLP = List.of(
            Setting.required("url", Setting.Type.URI, "The receiver's address, as http://127.0.0.1:4318/v1/metrics"),
            Setting.optional("every", Setting.Type.DURATION, "1m", "From one export to the next, 1s to 1h"));

    private final SectionReader sections;
    private final Problems problems;

    MetricsReader(SectionReader sections, Problems problems) {
        this.sections = sections;
        this.problems = problems;
    }

    /** Where the meters are exported to; null for nowhere, and where something is wrong, which is noted. */
    @Nullable
    OtlpOptions read(@Nullable Mapping section) {
        if (section == null) {
            return null;
        }
        Fields fields = new Fields(section, problems);
        Mapping otlp = fields.mapping("otlp");
        fields.end();
        return otlp == null ? null : otlp(otlp);
    }

    private @Nullable OtlpOptions otlp(Mapping body) {
        int before = problems.count();
        Map<String, Mapping.Entry> entries = new LinkedHashMap<>(body.entries());
        Mapping.Entry headers = entries.remove(HEADERS_KEY);
        Settings settings = sections.read("metrics.otlp", new Mapping(body.place(), entries), OTLP);
        Map<String, Secret> sent = headers == null ? Map.of() : headers(headers);
        if (problems.count() > before) {
            return null;
        }
        URI url = settings.uri("url");
        Duration every = settings.duration("every");
        if (!SCHEMES.contains(url.getScheme())
                || url.getHost() == null
                || url.getRawUserInfo() != null
                || url.getRawQuery() != null) {
            sections.problem(body, settings.unusable("url", "http or https with a host, without user and query"));
        } else if (every.compareTo(LEAST) < 0 || every.compareTo(MOST) > 0) {
            sections.problem(body, settings.unusable("every", "1s to 1h"));
        } else {
            return new OtlpOptions(url, every, sent);
        }
        return null;
    }

    private Map<String, Secret> headers(Mapping.Entry entry) {
        Map<String, Secret> sent = new LinkedHashMap<>();
        if (!(entry.value() instanceof Mapping headers)) {
            problems.expected("a mapping of names to values for '" + HEADERS_KEY + "'", entry.value());
            return sent;
        }
        if (headers.entries().size() > MOST_HEADERS) {
            problems.add(headers.place(), "metrics.otlp.headers: expected at most " + MOST_HEADERS + " headers");
            return sent;
        }
        for (Mapping.Entry header : headers.entries().values()) {
            String name = header.key().text();
            if (!HEADER_NAME.matcher(name).matches()) {
                problems.add(
                        header.key().place(),
                        "metrics.otlp.headers: expected a name of letters, digits and -, found '" + name + "'");
                continue;
            }
            Setting setting = Setting.optional(name, Setting.Type.SECRET, null, "A header's value");
            Settings value = sections.read(
                    "metrics.otlp.headers", new Mapping(headers.place(), Map.of(name, header)), List.of(setting));
            if (!value.has(name)) {
                continue;
            }
            if (HEADER_VALUE.matcher(value.secret(name).reveal()).matches()) {
                sent.put(name, value.secret(name));
            } else {
                problems.add(
                        header.value().place(),
                        "metrics.otlp.headers." + name + ": expected one line of printable ASCII");
            }
        }
        return sent;
    }
}
