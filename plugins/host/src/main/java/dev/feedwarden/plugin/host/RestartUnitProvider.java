package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import java.util.List;
import org.pf4j.Extension;

/** Makes {@code restart-unit}, for the units of an entry's own list. */
@Extension
public final class RestartUnitProvider implements RecoveryActionProvider {

    @Override
    public String type() {
        return "host-unit";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Given.UNITS, Given.SYSTEMCTL, Given.TIMEOUT);
    }

    @Override
    public List<Setting> parameters() {
        return UnitAction.PARAMETERS;
    }

    @Override
    public void check(Settings given) {
        Settings settings = given.withDefaults(settings());
        Given.units(settings);
        Given.path(settings, Given.SYSTEMCTL.name());
        Given.timeout(settings);
    }

    @Override
    public RecoveryAction create(Settings given, Context context) {
        Settings settings = given.withDefaults(settings());
        Units units =
                new Units(new Commands(context), Given.path(settings, Given.SYSTEMCTL.name()), Given.timeout(settings));
        return new UnitAction(units, Given.units(settings));
    }
}
