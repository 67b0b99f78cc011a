package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import java.util.List;
import org.pf4j.Extension;

/** Makes a check of any executable that keeps to Nagios's plugin guidelines. */
@Extension
public final class NagiosCheckProvider implements HealthCheckProvider {

    @Override
    public String type() {
        return "nagios";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Given.COMMAND, Given.ARGUMENTS, Given.TIMEOUT);
    }

    @Override
    public List<Metric> metrics() {
        return HostMetric.of("nagios");
    }

    @Override
    public void check(Settings given) {
        Settings settings = given.withDefaults(settings());
        Given.command(settings);
        Given.timeout(settings);
    }

    @Override
    public HealthCheck create(Settings given, Context context) {
        Settings settings = given.withDefaults(settings());
        return new NagiosCheck(context, Given.command(settings), Given.timeout(settings));
    }
}
