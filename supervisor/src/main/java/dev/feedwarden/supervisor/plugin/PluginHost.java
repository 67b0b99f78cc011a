package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.sink.SinkProvider;
import dev.feedwarden.supervisor.metrics.Meters;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.vertx.core.Future;
import io.vertx.core.json.Json;
import java.io.IOException;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Loads plugins, runs the instances that the configuration wants, and keeps both in line with the folder of drop-ins.
 * Safe from any thread.
 *
 * <p>In this order: {@link #load}, then the configuration is checked against {@link #providers}, then {@link #start},
 * and at the end {@link #stop}. A plugin that fails in whatever way is named in {@link #plugins} and stops nothing else.
 */
public final class PluginHost {

    /** How often the folder of drop-ins is looked at. */
    static final Duration LOOK = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(PluginHost.class);

    private final PluginFolders folders;
    private final String apiVersion;
    private final Ground ground;
    private final LoopWatch watch;
    private final Meters meters;
    private final HostThread thread;
    private final DropInFolder dropIns;
    private final AllowList allowList;
    private final Map<Path, Hosted> hosted = new LinkedHashMap<>();
    private final AtomicBoolean looking = new AtomicBoolean();
    private Optional<Set<String>> allowed = Optional.empty();
    private Map<Kind, Room<?>> rooms = Map.of();
    private final Types types = new Types();
    private boolean loaded;
    private boolean stopping;
    private Timers.@Nullable Timer timer;
    private @Nullable HostParts parts;
    private volatile List<Entry> wanted = List.of();
    private volatile List<PluginInfo> plugins = List.of();
    private volatile List<Offer> offers = List.of();

    /**
     * @param apiVersion of the plugin API, which a JAR's {@code Plugin-Requires} is compared with
     */
    public PluginHost(PluginFolders folders, String apiVersion, Ground ground, LoopWatch watch, Meters meters) {
        this.folders = folders;
        this.apiVersion = apiVersion;
        this.ground = ground;
        this.watch = watch;
        this.meters = meters;
        thread = new HostThread(ground.clock());
        dropIns = new DropInFolder(folders.dropIns());
        allowList = new AllowList(folders.dropIns());
        keepOutOfPlugins();
    }

    /** What would otherwise remember the first plugin that used it: open JARs, and singletons made on first use. */
    private static void keepOutOfPlugins() {
        URLConnection.setDefaultUseCaches("jar", false);
        Objects.requireNonNull(Json.CODEC, "the JSON codec");
        Objects.requireNonNull(GlobalEventExecutor.INSTANCE, "Netty's executor");
    }

    /** Every plugin as it stands, bundled ones first. An immutable snapshot. */
    public List<PluginInfo> plugins() {
        return plugins;
    }

    /** What the loaded plugins offer. An immutable snapshot. */
    public List<Offer> providers() {
        return offers;
    }

    /** The entries that no loaded plugin can serve. */
    public List<Entry> unserved() {
        List<Offer> known = offers;
        return wanted.stream()
                .filter(entry -> known.stream().noneMatch(offer -> offer.serves(entry)))
                .toList();
    }

    /**
     * Loads every JAR that may load and asks it what it offers. No instance is made. Fails only if the folders cannot be
     * read or written.
     */
    public Future<List<Offer>> load() {
        return thread.begin(() -> {
            try {
                return loadAll();
            } catch (IOException e) {
                return Future.failedFuture(e);
            }
        });
    }

    private Future<List<Offer>> loadAll() throws IOException {
        parts = new HostParts(
                thread,
                ground,
                new Stage(folders.work()),
                watch,
                new UnloadedLoaders(ground.clock(), meters),
                new HeldLoops(meters),
                meters,
                folders.instances(),
                apiVersion,
                new SharedClasses());
        allowed = allowList.read();
        var loads = new ArrayList<Future<?>>();
        for (Path jar : new DropInFolder(folders.bundled()).takeAll()) {
            loads.add(host(jar, true).settle());
        }
        for (Path jar : dropIns.takeAll()) {
            loads.add(host(jar, false).settle());
        }
        return Future.join(loads).map(settled -> {
            loaded = true;
            types.handOn(hosted.values());
            snapshot();
            return offers;
        });
    }

    /**
     * The providers of sinks, to have files read back. They may be asked on any thread that may block, until the host
     * stops. Fails only if it has.
     */
    public Future<List<SinkProvider>> sinks() {
        return thread.begin(() -> Future.succeededFuture(
                lives().stream().flatMap(life -> life.sinks().stream()).toList()));
    }

    /**
     * Asks the plugins what they think of entries before any of them is started. An entry that no plugin serves is not
     * refused. Fails only if the host has stopped.
     *
     * @param entries with nothing in their settings that others than their providers take
     */
    public Future<List<Refusal>> check(List<Entry> entries) {
        return thread.begin(() -> {
            List<Future<List<Refusal>>> checks =
                    lives().stream().map(life -> life.check(entries)).toList();
            return Future.all(checks)
                    .map(all -> checks.stream()
                            .flatMap(each -> each.result().stream())
                            .toList());
        });
    }

    /**
     * Starts what the configuration wants, kind by kind in the order of {@link Kind}, and watches the folder of drop-ins
     * from then on. Completes once every instance has started or failed. Never fails.
     *
     * @param entries all of them; those that no plugin serves wait for one that does
     * @param byKind a room for every kind that has entries
     */
    public Future<Void> start(List<Entry> entries, Map<Kind, Room<?>> byKind) {
        return thread.begin(() -> {
            makeDropIns();
            wanted = List.copyOf(entries);
            rooms = Map.copyOf(byKind);
            return eachKind(List.of(Kind.values()), this::startKind).onSuccess(started -> {
                hosted.values().forEach(this::changed);
                if (!stopping) {
                    timer = ground.clock().every(LOOK, this::look);
                }
            });
        });
    }

    /** Only once it is sure that plugins will run: a look at them leaves nothing behind. */
    private void makeDropIns() {
        try {
            Files.createDirectories(folders.dropIns());
        } catch (IOException e) {
            log.warn("plugin=no-drop-ins folder={} error={}", folders.dropIns(), e.toString());
        }
    }

    /** Who wants a plugin restarted. */
    public enum Asker {
        LADDER,
        /** May also start what is kept stopped, and gives it its whole budget of restarts again. */
        PERSON
    }

    /**
     * Stops a plugin with all its instances, loads it anew and starts them. Never fails.
     *
     * @param id of the plugin, or of one of the instances that it serves
     */
    public Future<Outcome> restart(String id, Asker asker) {
        return thread.begin(() -> {
                    Hosted plugin = hosted.values().stream()
                            .filter(each -> each.info().id().equals(id))
                            .findFirst()
                            .orElseGet(() -> hosted.values().stream()
                                    .filter(each -> each.runs(wantedAs(id)))
                                    .findFirst()
                                    .orElse(null));
                    return plugin == null
                            ? Future.succeededFuture(new Outcome(
                                    false, "no plugin '" + id + "', and none that runs an instance of this id"))
                            : plugin.restart(asker);
                })
                .otherwise(stopped -> new Outcome(false, Failures.text(stopped)));
    }

    private List<Entry> wantedAs(String id) {
        return wanted.stream().filter(entry -> entry.id().equals(id)).toList();
    }

    /**
     * Stops every instance, in the reverse of the order in which they started, and unloads every plugin. Never fails.
     * Stopping again does nothing.
     */
    public Future<Void> stop() {
        Future<Void> stopped = thread.begin(() -> {
            stopping = true;
            if (timer != null) {
                timer.cancel();
            }
            List<Kind> reverse = Arrays.asList(Kind.values().clone());
            Collections.reverse(reverse);
            return eachKind(reverse, (kind, life) -> life.stop(kind)).compose(instances -> {
                List<Future<Void>> closing =
                        hosted.values().stream().map(Hosted::close).toList();
                return Future.join(closing).<Void>mapEmpty();
            });
        });
        return stopped.onComplete(done -> thread.close()).otherwiseEmpty();
    }

    private Future<Void> eachKind(List<Kind> kinds, BiFunction<Kind, Life, Future<Void>> action) {
        Future<Void> done = Future.succeededFuture();
        for (Kind kind : kinds) {
            done = done.compose(before -> Future.join(lives().stream()
                            .map(life -> action.apply(kind, life))
                            .toList())
                    .mapEmpty());
        }
        return done;
    }

    private Future<Void> startKind(Kind kind, Life life) {
        Room<?> room = rooms.get(kind);
        return room == null || stopping ? Future.succeededFuture() : life.start(kind, wanted, room);
    }

    private List<Life> lives() {
        return hosted.values().stream()
                .map(Hosted::life)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private Hosted host(Path jar, boolean bundled) {
        return hosted.computeIfAbsent(
                jar,
                absent ->
                        new Hosted(jar, bundled, Objects.requireNonNull(parts, "load comes first"), new AllPlugins()));
    }

    /**
     * Looks for what has changed in the folder of drop-ins. Completes once the plugins are in line with it; never fails.
     * While the folder is being read, another look does nothing.
     */
    Future<Void> look() {
        if (!looking.compareAndSet(false, true)) {
            return Future.succeededFuture();
        }
        return thread.begin(() -> {
            try {
                return Future.join(lookAround()).mapEmpty();
            } catch (IOException e) {
                log.warn("plugin=folder-unreadable folder={} error={}", folders.dropIns(), e.toString());
                return Future.succeededFuture();
            } finally {
                looking.set(false);
            }
        });
    }

    private List<Future<Void>> lookAround() throws IOException {
        var settling = new ArrayList<Future<Void>>();
        Optional<Set<String>> now = allowList.read();
        if (!now.equals(allowed)) {
            allowed = now;
            settling.addAll(settleAll(hosted.values()));
        }
        for (Path jar : dropIns.look()) {
            settling.add(host(jar, false).settle());
        }
        return settling;
    }

    private static List<Future<Void>> settleAll(Collection<Hosted> plugins) {
        return List.copyOf(plugins).stream()
                .filter(plugin -> !plugin.bundled())
                .map(Hosted::settle)
                .toList();
    }

    private void changed(Hosted plugin) {
        snapshot();
        tell(plugin.info());
        settleAll(hosted.values().stream().filter(this::waitsNoLonger).toList());
        if (loaded) {
            types.handOn(hosted.values()).forEach(Hosted::serve);
        }
    }

    private boolean waitsNoLonger(Hosted plugin) {
        String id = plugin.waitsFor();
        return id != null && holder(id, plugin) == null;
    }

    private @Nullable String holder(String id, Hosted asking) {
        return hosted.values().stream()
                .filter(other -> other != asking && other.holds(id))
                .map(other -> other.file().getFileName().toString())
                .findFirst()
                .orElse(null);
    }

    private void snapshot() {
        plugins = hosted.values().stream().map(Hosted::info).toList();
        offers = hosted.values().stream()
                .flatMap(plugin -> plugin.offers().stream().filter(plugin::serves))
                .toList();
    }

    private void tell(PluginInfo info) {
        log.info("plugin={} version={} state={} error={}", info.id(), info.version(), info.state(), info.error());
        ground.facts()
                .accept(new Event.PluginChanged(
                        info.id(),
                        info.state().word(),
                        info.error(),
                        ground.clock().now()));
    }

    private final class AllPlugins implements Hosted.Books {
        @Override
        public @Nullable String refusal(StagedJar jar) {
            String advice = "; to allow it, run: feedwarden plugins allow FILE";
            if (allowed.isEmpty()) {
                return "is not allowed: there is no list of allowed files" + advice;
            }
            return allowed.get().contains(jar.sha256())
                    ? null
                    : "is not allowed: its checksum " + jar.sha256() + " is not on the list" + advice;
        }

        @Override
        public @Nullable String holder(String id, Hosted asking) {
            return PluginHost.this.holder(id, asking);
        }

        @Override
        public @Nullable String server(Offer offer, Hosted asking) {
            Hosted server = types.server(offer, asking);
            return server == null ? null : server.file().getFileName().toString();
        }

        @Override
        public Future<Void> startInstances(Hosted plugin, Life life) {
            if (loaded) {
                types.claim(plugin);
            }
            Future<Void> started = Future.succeededFuture();
            for (Kind kind : Kind.values()) {
                started = started.compose(before -> startKind(kind, life));
            }
            return started;
        }

        @Override
        public void changed(Hosted plugin) {
            PluginHost.this.changed(plugin);
        }

        @Override
        public void left(Hosted plugin) {
            hosted.remove(plugin.file());
            PluginHost.this.changed(plugin);
        }
    }
}
