package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import java.util.ArrayList;
import java.util.List;
import org.pf4j.Extension;

/** Makes what can be done for a Redis server: {@code shorten-ttl} and {@code save-snapshot}. */
@Extension
public final class RedisActionProvider implements RecoveryActionProvider {

    private static final String SHORTEN_TTL = "shorten-ttl";
    private static final String SAVE_SNAPSHOT = "save-snapshot";
    private static final Setting ACTION =
            Setting.required("action", Setting.Type.TEXT, "What it does: " + SHORTEN_TTL + " or " + SAVE_SNAPSHOT);

    @Override
    public String type() {
        return RedisPlugin.TYPE;
    }

    @Override
    public List<Setting> settings() {
        List<Setting> all = new ArrayList<>(RedisSettings.DECLARED);
        all.add(ACTION);
        return all;
    }

    @Override
    public List<String> connection() {
        return RedisSettings.NAMES;
    }

    @Override
    public List<Setting> parameters() {
        List<Setting> all = new ArrayList<>(ShortenTtl.PARAMETERS);
        all.addAll(SaveSnapshot.PARAMETERS);
        return all;
    }

    @Override
    public void check(Settings settings) {
        RedisSettings.of(settings);
        action(settings);
    }

    @Override
    public RecoveryAction create(Settings settings, Context context) {
        RedisSettings redis = RedisSettings.of(settings);
        String action = action(settings);
        Shared.Use shared = Shared.join(redis, context);
        return action.equals(SHORTEN_TTL)
                ? new ShortenTtl(new Keys(redis.prefix()), shared)
                : new SaveSnapshot(context.timers(), shared);
    }

    private static String action(Settings settings) {
        String action = settings.text(ACTION.name());
        if (!action.equals(SHORTEN_TTL) && !action.equals(SAVE_SNAPSHOT)) {
            throw settings.unusable(ACTION.name(), SHORTEN_TTL + " or " + SAVE_SNAPSHOT);
        }
        return action;
    }
}
