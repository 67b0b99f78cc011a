package dev.feedwarden.supervisor.check;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheckProvider;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Room;
import dev.feedwarden.supervisor.plugin.Running;
import dev.feedwarden.supervisor.plugin.Site;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Asks health checks on a schedule and reports their readings as facts. */
public final class CheckRoom implements Room<HealthCheckProvider> {

    /** The settings that every check has besides its provider's. */
    public static final List<Setting> SETTINGS = List.of(
            Setting.optional("every", Setting.Type.DURATION, "30s", "How often it is asked, 100ms or more"),
            Setting.optional("timeout", Setting.Type.DURATION, "10s", "How long it may take to answer, 1ms or more"));

    private static final Duration LEAST_EVERY = Duration.ofMillis(100);
    private static final Duration LEAST_TIMEOUT = Duration.ofMillis(1);

    private final Consumer<Event> facts;

    /** @param facts where readings go; safe from any thread */
    public CheckRoom(Consumer<Event> facts) {
        this.facts = facts;
    }

    @Override
    public Kind kind() {
        return Kind.CHECK;
    }

    @Override
    public Future<Running> start(Entry entry, HealthCheckProvider provider, Site site) {
        Settings settings = entry.settings().withDefaults(provider.settings()).withDefaults(SETTINGS);
        Duration every = atLeast(settings, "every", LEAST_EVERY);
        Duration timeout = atLeast(settings, "timeout", LEAST_TIMEOUT);
        var schedule = new CheckSchedule(
                entry.id(), provider.create(settings, site.context(entry)), timeout, site.timers(), facts);
        schedule.start(every);
        return Future.succeededFuture(schedule::stop);
    }

    private static Duration atLeast(Settings settings, String name, Duration least) {
        Duration value = settings.duration(name);
        if (value.compareTo(least) < 0) {
            throw settings.unusable(name, "a duration of at least " + least.toMillis() + "ms");
        }
        return value;
    }
}
