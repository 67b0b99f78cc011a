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
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/** Makes checks that follow log files. */
@Extension
public final class LogsCheckProvider implements HealthCheckProvider {

    private static final int MOST_FILES = 20;
    private static final int MOST_PATTERNS = 50;

    @Override
    public String type() {
        return "logs";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.required("files", Setting.Type.TEXTS, "Absolute paths of the files to follow, at most 20"),
                Setting.optional(
                        "patterns",
                        Setting.Type.TEXTS,
                        "lost=Connection to remote host was lost",
                        "Lines to count, each as name=pattern (RE2), at most 50"),
                Setting.optional(
                        "error", Setting.Type.TEXT, "ERROR|CRITICAL|FATAL", "The pattern (RE2) of a line of an error"),
                Setting.optional(
                        "error_types", Setting.Type.INTEGER, 1000, "Types of error that are remembered, 1 to 100000"),
                Setting.optional(
                        "read", Setting.Type.SIZE, "1MiB", "What is read of a file at a time, 4KiB to 64MiB"));
    }

    @Override
    public List<Metric> metrics() {
        return LogsMetrics.ALL;
    }

    @Override
    public void check(Settings settings) {
        files(settings);
        counts(settings);
        read(settings);
    }

    @Override
    public HealthCheck create(Settings settings, Context context) {
        List<FollowedFile> files = files(settings).stream().map(FollowedFile::new).toList();
        return new LogsCheck(context, files, counts(settings), read(settings));
    }

    private static List<Path> files(Settings settings) {
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
                new ErrorTypes(settings.integer("error_types", 1, 100_000)));
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
