package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import java.util.List;
import org.pf4j.Extension;

/** Makes checks of systemd units. The subject of a unit's readings is the check's id, a slash and its name. */
@Extension
public final class UnitCheckProvider implements HealthCheckProvider {

    @Override
    public String type() {
        return "host-unit";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Given.UNITS, Given.SYSTEMCTL, Given.TIMEOUT);
    }

    @Override
    public List<Metric> metrics() {
        return HostMetric.of("unit");
    }

    @Override
    public void check(Settings given) {
        Settings settings = given.withDefaults(settings());
        Given.units(settings);
        Given.path(settings, Given.SYSTEMCTL.name());
        Given.timeout(settings);
    }

    @Override
    public HealthCheck create(Settings given, Context context) {
        Settings settings = given.withDefaults(settings());
        Units units =
                new Units(new Commands(context), Given.path(settings, Given.SYSTEMCTL.name()), Given.timeout(settings));
        return new UnitCheck(context, units, Given.units(settings));
    }
}
