package dev.feedwarden.plugin.docker;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** Makes checks of containers. The subject of a container's readings is the check's id, a slash and its name. */
@Extension
public final class DockerCheckProvider implements HealthCheckProvider {

    @Override
    public String type() {
        return EngineSettings.TYPE;
    }

    @Override
    public List<Setting> settings() {
        List<Setting> all = new ArrayList<>(EngineSettings.DECLARED);
        all.add(LogPatterns.SETTING);
        return all;
    }

    @Override
    public List<String> connection() {
        return EngineSettings.NAMES;
    }

    @Override
    public List<Metric> metrics() {
        return Stream.of(DockerMetric.values()).map(DockerMetric::declared).toList();
    }

    @Override
    public void check(Settings given) {
        Settings settings = given.withDefaults(settings());
        EngineSettings.of(settings);
        LogPatterns.of(settings);
    }

    @Override
    public HealthCheck create(Settings given, Context context) {
        Settings settings = given.withDefaults(settings());
        return new DockerCheck(context, EngineSettings.of(settings), LogPatterns.of(settings));
    }
}
