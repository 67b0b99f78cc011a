package dev.feedwarden.plugin.logs;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Makes checks that follow log files and the systemd journal. */
@Extension
public final class LogsCheckProvider implements HealthCheckProvider {

    private static final int MOST_FILES = 20;
    private static final int MOST_UNITS = 20;
    private static final int MOST_PATTERNS = 50;

    @Override
    public String type() {
        return "logs";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.optional(
                        "files", Setting.Type.TEXTS, null, "Absolute paths of the files to follow, at most 20"),
                Setting.optional(
                        "journal",
                        Setting.Type.TEXTS,
                        null,
                        "Units of the systemd journal to follow, at most 20; all for all of it"),
                Setting.optional(
                        "patterns",
                        Setting.Type.TEXTS,
                        "lost=Connection to remote host was lost",
                        "Lines to count, each as name=pattern (RE2), at most 50"),
                Setting.optional(
                        "error", Setting.Type.TEXT, "ERROR|CRITICAL|FATAL", "The pattern (RE2) of a line of an error"),
                Setting.optional(
                        "error_types", Setting.Type.INTEGER, 1000, "Types of error that are remembered, 1 to 10000"),
                Setting.optional("read", Setting.Type.SIZE, "1MiB", "What is read of a file at a time, 4KiB to 64MiB"));
    }

    @Override
    public List<Metric> metrics() {
        return LogsMetrics.ALL;
    }

    @Override
    public void check(Settings settings) {
        sources(settings);
        counts(settings);
        read(settings);
    }

    @Override
    public HealthCheck create(Settings settings, Context context) {
        sources(settings);
        List<FollowedFile> files =
                files(settings).stream().map(FollowedFile::new).toList();
        return new LogsCheck(context, files, journal(settings, context), counts(settings), read(settings));
    }

    private static void sources(Settings settings) {
        files(settings);
        units(settings);
        if (!settings.has("files") && !settings.has("journal")) {
            throw settings.unusable("files", "files, journal or both");
        }
    }

    private static @Nullable Journal journal(Settings settings, Context context) {
        if (!settings.has("journal")) {
            return null;
        }
        List<String> units = units(settings);
        long now = ChronoUnit.MICROS.between(Instant.EPOCH, context.timers().now());
        return new Journal(units.equals(List.of("all")) ? List.of() : units, Journal.program(), now);
    }

    /** None that journalctl would take for an option. */
    private static List<String> units(Settings settings) {
        if (!settings.has("journal")) {
            return List.of();
        }
        List<String> units = settings.texts("journal");
        if (units.isEmpty()
                || units.size() > MOST_UNITS
                || !units.stream().allMatch(unit -> unit.matches("[A-Za-z0-9][A-Za-z0-9:_.@*\\\\-]{0,255}"))) {
            throw settings.unusable("journal", "1 to " + MOST_UNITS + " names of units, or all");
        }
        return units;
    }

    private static List<Path> files(Settings settings) {
        if (!settings.has("files")) {
            return List.of();
        }
        List<Path> files = settings.texts("files").stream().map(Path::of).toList();
        if (files.isEmpty() || files.size() > MOST_FILES || !files.stream().allMatch(Path::isAbsolute)) {
            throw settings.unusable("files", "1 to " + MOST_FILES + " absolute paths");
        }
        return files;
    }

    private static Counts counts(Settings settings) {
        List<String> texts = settings.texts("patterns");
        if (texts.size() > MOST_PATTERNS) {
            throw settings.unusable("patterns", "at most " + MOST_PATTERNS + " patterns");
        }
        List<Counts.Named> patterns = new ArrayList<>();
        for (String text : texts) {
            int equals = text.indexOf('=');
            if (equals < 0 || !text.substring(0, equals).matches("[a-z][a-z0-9-]*")) {
                throw settings.unusable("patterns", "name=pattern, the name in lower case");
            }
            patterns.add(new Counts.Named(
                    text.substring(0, equals), compiled(settings, "patterns", text.substring(equals + 1))));
        }
        return new Counts(
                List.copyOf(patterns),
                compiled(settings, "error", settings.text("error")),
                new ErrorTypes(settings.integer("error_types", 1, 10_000)));
    }

    private static long read(Settings settings) {
        long read = settings.size("read");
        if (read < 4 * 1024 || read > 64 * 1024 * 1024) {
            throw settings.unusable("read", "4KiB to 64MiB");
        }
        return read;
    }

    private static Pattern compiled(Settings settings, String name, String pattern) {
        try {
            return Pattern.compile(pattern);
        } catch (PatternSyntaxException e) {
            throw settings.unusable(name, "a pattern in RE2 syntax (" + e.getDescription() + ")");
        }
    }
}
