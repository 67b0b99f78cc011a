package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.Settings;
import java.time.Duration;

/** Settings that must lie in a range. */
final class Ranges {

    private Ranges() {}

    /** @throws dev.feedwarden.api.SettingException if the duration is outside */
    static Duration duration(Settings settings, String name, Duration least, Duration most) {
        Duration value = settings.duration(name);
        if (value.compareTo(least) < 0 || value.compareTo(most) > 0) {
            throw settings.unusable(name, "a duration from " + words(least) + " to " + words(most));
        }
        return value;
    }

    private static String words(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        return millis % 86_400_000 == 0 ? millis / 86_400_000 + "d" : millis / 1000 + "s";
    }
}
