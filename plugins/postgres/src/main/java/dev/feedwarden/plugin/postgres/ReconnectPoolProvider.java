package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import java.util.List;
import java.util.stream.Stream;
import org.pf4j.Extension;

/** Makes actions that connect to a PostgreSQL database anew. */
@Extension
public final class ReconnectPoolProvider implements RecoveryActionProvider {

    private static final String RECONNECT_POOL = "reconnect-pool";
    private static final Setting ACTION =
            Setting.optional("action", Setting.Type.TEXT, RECONNECT_POOL, "What it does: " + RECONNECT_POOL);

    @Override
    public String type() {
        return "postgres";
    }

    @Override
    public List<Setting> settings() {
        return Stream.concat(ConnectionSettings.DECLARED.stream(), Stream.of(ACTION))
                .toList();
    }

    @Override
    public List<String> connection() {
        return ConnectionSettings.NAMES;
    }

    @Override
    public void check(Settings settings) {
        ConnectionSettings.of(settings);
        if (!settings.text(ACTION.name()).equals(RECONNECT_POOL)) {
            throw settings.unusable(ACTION.name(), RECONNECT_POOL);
        }
    }

    @Override
    public RecoveryAction create(Settings settings, Context context) {
        check(settings);
        return new ReconnectPool(SharedPool.lease(settings, context));
    }
}
