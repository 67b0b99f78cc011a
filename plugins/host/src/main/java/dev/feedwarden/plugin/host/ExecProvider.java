package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import java.util.List;
import org.pf4j.Extension;

/** Makes {@code exec}: an entry is one allowed command, which no step of a ladder can change. */
@Extension
public final class ExecProvider implements RecoveryActionProvider {

    @Override
    public String type() {
        return "host-exec";
    }

    @Override
    public List<Setting> settings() {
        return List.of(Given.COMMAND, Given.ARGUMENTS, Given.TIMEOUT);
    }

    @Override
    public void check(Settings given) {
        Settings settings = given.withDefaults(settings());
        Given.command(settings);
        Given.timeout(settings);
    }

    @Override
    public RecoveryAction create(Settings given, Context context) {
        Settings settings = given.withDefaults(settings());
        return new CommandAction(new Commands(context), Given.command(settings), Given.timeout(settings));
    }
}
