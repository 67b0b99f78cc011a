package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.sink.LatestQuotes;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkProvider;
import dev.feedwarden.api.sink.Snapshots;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Room;
import dev.feedwarden.supervisor.plugin.Running;
import dev.feedwarden.supervisor.plugin.Site;
import dev.feedwarden.supervisor.quotes.QuoteReaders;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Feeds every sink from the journal, each at its own pace. */
public final class SinkRoom implements Room<SinkProvider> {

    /** The settings that every sink has besides those its provider declares. They do not reach the provider. */
    public static final List<Setting> COMMON = SinkOptions.SETTINGS;

    private final FileJournal journal;
    private final Meters meters;
    private final RandomGenerator random;
    private final QuoteReaders readers;
    private final SinkStores stores;
    private final Map<String, SinkPlace> places = new ConcurrentHashMap<>();

    /**
     * @param random spreads the waits between attempts; safe from any thread
     * @param readers is told which running sinks can read back the latest quotes
     * @param stores is told of which running sinks a backup holds a copy, and has what waits for them
     */
    public SinkRoom(
            FileJournal journal, Meters meters, RandomGenerator random, QuoteReaders readers, SinkStores stores) {
        this.journal = journal;
        this.meters = meters;
        this.random = random;
        this.readers = readers;
        this.stores = stores;
    }

    @Override
    public Kind kind() {
        return Kind.SINK;
    }

    /**
     * Fails while another plugin runs a sink of the entry's id. One of the same plugin that has not stopped, because its
     * event loop hangs, is cut off from the journal, and that is a fault.
     */
    @Override
    public Future<Running> start(Entry entry, SinkProvider provider, Site site) {
        SinkPlace place = new SinkPlace(site.plugin());
        SinkPlace before = take(entry.id(), place);
        if (before != null && !before.plugin().equals(place.plugin())) {
            return Future.failedFuture("sink '" + entry.id() + "' is run by plugin '" + before.plugin()
                    + "' already, and only one plugin may run it");
        }
        try {
            Context context = site.context(entry);
            if (before != null) {
                before.takeOver();
                readers.remove(entry.id());
                stores.remove(entry.id());
                context.fault(FaultKind.PLUGIN, "another instance takes over: the one before has not stopped");
            }
            return run(entry, provider, site, context, place);
        } catch (RuntimeException | LinkageError e) {
            places.remove(entry.id(), place);
            throw e;
        }
    }

    /** Takes a sink's place unless another plugin has it; returns who had it. */
    private synchronized @Nullable SinkPlace take(String id, SinkPlace place) {
        SinkPlace before = places.get(id);
        if (before == null || before.plugin().equals(place.plugin())) {
            places.put(id, place);
        }
        return before;
    }

    private Future<Running> run(Entry entry, SinkProvider provider, Site site, Context context, SinkPlace place) {
        String id = entry.id();
        SinkOptions options = SinkOptions.of(entry.settings());
        Sink sink = provider.create(entry.settings().without(COMMON).withDefaults(provider.settings()), context);
        SinkScope scope = new SinkScope(id, sink, options, journal, context, meters, random);
        io.vertx.core.Context loop = site.vertx().getOrCreateContext();
        SnapshotLoad load =
                sink instanceof Snapshots snapshots ? new SnapshotLoad(scope, loop, snapshots, stores.file(id)) : null;
        SinkRunner runner = place.run(() -> new SinkRunner(scope, loop, load));
        if (runner == null) {
            sink.takenOver();
            return sink.close()
                    .transform(closed -> Future.failedFuture("sink '" + id + "' was taken over while it was made"));
        }
        Runnable leave = sink instanceof LatestQuotes latest ? readers.add(id, loop, latest) : () -> {};
        Runnable leaveStores = sink instanceof Snapshots snapshots && load != null
                ? stores.add(id, loop, snapshots, load.ended())
                : () -> {};
        return Future.succeededFuture(() -> {
            leave.run();
            leaveStores.run();
            return runner.stop().onComplete(done -> places.remove(id, place));
        });
    }
}
