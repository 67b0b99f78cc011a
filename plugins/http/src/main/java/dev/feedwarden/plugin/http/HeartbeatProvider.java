package dev.feedwarden.plugin.http;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.service.Service;
import dev.feedwarden.api.service.ServiceContext;
import dev.feedwarden.api.service.ServiceProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pf4j.Extension;

/** Makes heartbeats to an outside watcher. */
@Extension
public final class HeartbeatProvider implements ServiceProvider {

    @Override
    public String type() {
        return HttpPlugin.TYPE;
    }

    @Override
    public List<Setting> settings() {
        List<Setting> all = new ArrayList<>(Target.DECLARED);
        all.add(Setting.optional("every", Setting.Type.DURATION, "1m", "How often the watcher is called, 10s to 1h"));
        all.add(Setting.optional(
                "live",
                Setting.Type.URI,
                null,
                "A URL that says whether this program runs, if not this program itself is to be asked"));
        return all;
    }

    @Override
    public List<Metric> metrics() {
        return HttpMetrics.HEARTBEAT;
    }

    @Override
    public void check(Settings settings) {
        Target.of(settings);
        live(settings);
        every(settings);
    }

    @Override
    public Service create(Settings settings, ServiceContext context) {
        return new Heartbeat(context, Target.of(settings), live(settings).orElse(null), every(settings));
    }

    private static Optional<Target> live(Settings settings) {
        if (!settings.has("live")) {
            return Optional.empty();
        }
        URI live = settings.uri("live");
        if (live.getHost() == null || !List.of("http", "https").contains(String.valueOf(live.getScheme()))) {
            throw settings.unusable("live", "an http URL");
        }
        return Optional.of(new Target(live, Exchange.Reach.ANY, Heartbeat.PATIENCE, List.of()));
    }

    private static Duration every(Settings settings) {
        Duration every = settings.duration("every");
        if (every.compareTo(Duration.ofSeconds(10)) < 0 || every.compareTo(Duration.ofHours(1)) > 0) {
            throw settings.unusable("every", "10s to 1h");
        }
        return every;
    }
}
