package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import java.nio.file.Path;
import java.util.List;
import org.pf4j.Extension;

/** Makes checks of this machine. A disk's readings have the check's id and the path as their subject. */
@Extension
public final class MachineCheckProvider implements HealthCheckProvider {

    private static final Setting PATHS =
            Setting.optional("paths", Setting.Type.TEXTS, "/", "Absolute paths whose disks are looked at, up to 20");

    private static final int MOST_PATHS = 20;

    @Override
    public String type() {
        return "host";
    }

    @Override
    public List<Setting> settings() {
        return List.of(PATHS);
    }

    @Override
    public List<Metric> metrics() {
        return HostMetric.of("host");
    }

    @Override
    public void check(Settings settings) {
        paths(settings.withDefaults(settings()));
    }

    @Override
    public HealthCheck create(Settings settings, Context context) {
        return new MachineCheck(
                context,
                Proc.REAL,
                paths(settings.withDefaults(settings())),
                Runtime.getRuntime().availableProcessors());
    }

    private static List<Path> paths(Settings settings) {
        List<String> texts = settings.texts(PATHS.name());
        if (texts.isEmpty() || texts.size() > MOST_PATHS) {
            throw settings.unusable(PATHS.name(), "1 to " + MOST_PATHS + " paths");
        }
        return texts.stream()
                .map(text -> Given.path(settings, PATHS.name(), text))
                .toList();
    }
}
