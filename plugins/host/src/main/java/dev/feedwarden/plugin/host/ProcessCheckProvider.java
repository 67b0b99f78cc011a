package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.pf4j.Extension;

/** Makes checks of processes, by a file with their number or by their command line. */
@Extension
public final class ProcessCheckProvider implements HealthCheckProvider {

    private static final Setting PID_FILE = Setting.optional(
            "pid_file", Setting.Type.TEXT, null, "Absolute path of a file that holds the number of the process");
    private static final Setting PATTERN = Setting.optional(
            "pattern", Setting.Type.TEXT, null, "Regular expression found in the command line, instead of pid_file");

    @Override
    public String type() {
        return "host-process";
    }

    @Override
    public List<Setting> settings() {
        return List.of(PID_FILE, PATTERN);
    }

    @Override
    public List<Metric> metrics() {
        return HostMetric.of("process");
    }

    @Override
    public void check(Settings settings) {
        if (settings.has(PID_FILE.name()) == settings.has(PATTERN.name())) {
            throw settings.unusable(PATTERN.name(), "either pid_file or pattern");
        }
        if (settings.has(PID_FILE.name())) {
            Given.path(settings, PID_FILE.name());
        }
        pattern(settings);
    }

    @Override
    public HealthCheck create(Settings settings, Context context) {
        check(settings);
        return new ProcessCheck(
                context,
                Proc.REAL,
                settings.has(PID_FILE.name()) ? Given.path(settings, PID_FILE.name()) : null,
                pattern(settings),
                Runtime.getRuntime().availableProcessors());
    }

    private static @Nullable Pattern pattern(Settings settings) {
        try {
            return settings.has(PATTERN.name()) ? Pattern.compile(settings.text(PATTERN.name())) : null;
        } catch (PatternSyntaxException e) {
            throw settings.unusable(PATTERN.name(), "a regular expression (" + e.getDescription() + ")");
        }
    }
}
