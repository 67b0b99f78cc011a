package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkProvider;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Room;
import dev.feedwarden.supervisor.plugin.Running;
import dev.feedwarden.supervisor.plugin.Site;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Feeds every sink from the journal, each at its own pace. */
public final class SinkRoom implements Room<SinkProvider> {

    /** The settings that every sink has besides those its provider declares. They do not reach the provider. */
    public static final List<Setting> COMMON = SinkOptions.SETTINGS;

    private final FileJournal journal;
    private final Meters meters;
    private final RandomGenerator random;
    private final Map<String, SinkRunner> runners = new ConcurrentHashMap<>();

    /** @param random spreads the waits between attempts; safe from any thread */
    public SinkRoom(FileJournal journal, Meters meters, RandomGenerator random) {
        this.journal = journal;
        this.meters = meters;
        this.random = random;
    }

    @Override
    public Kind kind() {
        return Kind.SINK;
    }

    /** A sink that already runs under the entry's id, on a site that hangs, is cut off from the journal. */
    @Override
    public Future<Running> start(Entry entry, SinkProvider provider, Site site) {
        SinkRunner before = runners.remove(entry.id());
        if (before != null) {
            before.cutOff();
        }
        SinkOptions options = SinkOptions.of(entry.settings());
        Context context = site.context(entry);
        Sink sink = provider.create(entry.settings().without(COMMON).withDefaults(provider.settings()), context);
        SinkRunner runner = new SinkRunner(
                entry.id(), sink, options, journal, context, site.vertx().getOrCreateContext(), meters, random);
        runners.put(entry.id(), runner);
        runner.start();
        return Future.succeededFuture(() -> runner.stop().onComplete(done -> runners.remove(entry.id(), runner)));
    }
}
