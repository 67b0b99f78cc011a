package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.sink.SinkProvider;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One version of a plugin while it is loaded: its class loader, its site and its instances. Confined to the host's
 * thread; the plugin itself is only ever called on its own event loop, and is waited for {@link #LIMIT} at most.
 */
final class Life implements LoopWatch.Listener {

    static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(Life.class);

    private final StagedJar jar;
    private final HostParts parts;
    private final LoadedJar loaded;
    private final PluginSite site;
    private final Owner owner;
    private final LoopWatch.Watch watch;
    private final Map<Entry, Running> running = new LinkedHashMap<>();
    private final Map<Entry, String> failed = new LinkedHashMap<>();
    private Timers.@Nullable Timer forgetting;
    private boolean ended;

    /** Who is told about the event loop, on the host's thread. */
    interface Owner {
        /** The event loop is blocked or answers again, or what the plugin threw is to be shown or forgotten. */
        void lifeChanged(Life life);

        /** Whether the plugin serves what it offers; another may serve that type. */
        boolean serves(Offer offer);

        /** The event loop hangs: this life must be given up. */
        void hung(Life life);

        /** It throws all the time. */
        void throwing(Life life);
    }

    private Life(StagedJar jar, HostParts parts, LoadedJar loaded, PluginSite site, Owner owner) {
        this.jar = jar;
        this.parts = parts;
        this.loaded = loaded;
        this.site = site;
        this.owner = owner;
        watch = parts.watch().watch(jar.id(), site::run, this);
        site.onMishap(() -> parts.thread().run(this::threw));
    }

    /** Loads a JAR and opens its site. Nothing of the plugin is run. */
    static Future<Life> open(StagedJar jar, HostParts parts, Owner owner) {
        LoadedJar loaded;
        try {
            loaded = LoadedJar.open(jar, parts.apiVersion(), parts.shared());
        } catch (PluginFailure e) {
            return Future.failedFuture(e);
        }
        Future<PluginSite> opening = PluginSite.open(jar.id(), loaded.classes(), parts.ground(), parts.instances());
        return parts.thread()
                .within(LIMIT, "opening its event loop", opening)
                .map(site -> new Life(jar, parts, loaded, site, owner))
                .onFailure(thrown -> loaded.close());
    }

    StagedJar jar() {
        return jar;
    }

    List<Offer> offers() {
        return site.offers();
    }

    /** Where its event loop is blocked; null while it answers. */
    @Nullable
    String blockedAt() {
        return site.blockedAt();
    }

    /** What the plugin threw last where nobody could catch it; null if nothing of late. */
    @Nullable
    String mishap() {
        return site.mishap().text();
    }

    String mishapText() {
        return String.valueOf(mishap());
    }

    private void threw() {
        if (ended) {
            return;
        }
        if (site.mishap().takeAllTheTime()) {
            owner.throwing(this);
        }
        forget();
        forgetting = parts.thread()
                .timers()
                .after(Mishap.REMEMBERED, () -> parts.thread().run(() -> owner.lifeChanged(this)));
        owner.lifeChanged(this);
    }

    private void forget() {
        if (forgetting != null) {
            forgetting.cancel();
        }
    }

    Set<Entry> running() {
        return Set.copyOf(running.keySet());
    }

    /** Why instances do not run, one text for each. */
    List<String> failures() {
        return List.copyOf(failed.values());
    }

    /** Why instances do not run, of those asked for. */
    List<String> failures(Collection<Entry> asked) {
        return failed.entrySet().stream()
                .filter(entry -> asked.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Starts the plugin and learns what it offers. */
    Future<Void> load() {
        return parts.thread()
                .within(LIMIT, "loading", site.call(() -> Future.succeededFuture(loaded.start())))
                .recover(thrown -> Future.failedFuture(new PluginFailure(explained(thrown))))
                .map(offers -> {
                    site.offers(offers);
                    return null;
                });
    }

    /** Starts the instances of one kind that this plugin serves and that do not run. Never fails. */
    Future<Void> start(Kind kind, List<Entry> wanted, Room<?> room) {
        var starts = new ArrayList<Future<?>>();
        for (LoadedJar.Provided provided : List.copyOf(loaded.provided())) {
            for (Entry entry : wanted) {
                if (entry.kind() == kind && serves(provided.offer(), entry) && !running.containsKey(entry)) {
                    starts.add(start(entry, () -> start(room, entry, provided.provider(), site)));
                }
            }
        }
        return Future.join(starts).mapEmpty();
    }

    private boolean serves(Offer offer, Entry entry) {
        return offer.serves(entry) && owner.serves(offer);
    }

    /** The providers of sinks that this plugin serves. */
    List<SinkProvider> sinks() {
        return loaded.provided().stream()
                .filter(provided -> owner.serves(provided.offer()))
                .map(LoadedJar.Provided::provider)
                .filter(SinkProvider.class::isInstance)
                .map(SinkProvider.class::cast)
                .toList();
    }

    /** Asks the plugin what it thinks of the entries that it serves. Never fails. */
    Future<List<Refusal>> check(List<Entry> entries) {
        var refusals = new ArrayList<Future<List<Refusal>>>();
        for (LoadedJar.Provided provided : loaded.provided()) {
            for (Entry entry : entries) {
                if (serves(provided.offer(), entry)) {
                    refusals.add(check(entry, provided.provider()));
                }
            }
        }
        return Future.all(refusals)
                .map(all -> refusals.stream()
                        .flatMap(each -> each.result().stream())
                        .toList());
    }

    private Future<List<Refusal>> check(Entry entry, Provider<?, ?> provider) {
        Future<List<Refusal>> checking = site.call(() -> {
            provider.check(entry.settings().withDefaults(provider.settings()));
            return Future.succeededFuture(List.of());
        });
        return parts.thread()
                .within(LIMIT, "checking its settings", checking)
                .otherwise(thrown -> List.of(refusal(entry, thrown)));
    }

    private Refusal refusal(Entry entry, Throwable thrown) {
        return thrown instanceof SettingException wrong
                ? new Refusal(entry, wrong.path(), Failures.line(String.valueOf(wrong.getMessage())))
                : new Refusal(entry, null, name(entry) + " cannot be checked: " + explained(thrown));
    }

    private Future<Void> start(Entry entry, Callable<Future<Running>> call) {
        if (blockedAt() != null) {
            failed.put(entry, name(entry) + ": " + blockedText());
            return Future.succeededFuture();
        }
        Future<Running> starting = site.call(call);
        return parts.thread()
                .within(LIMIT, "starting", starting)
                .onSuccess(started -> {
                    running.put(entry, started);
                    failed.remove(entry);
                })
                .onFailure(thrown -> {
                    failed.put(entry, name(entry) + ": " + explained(thrown));
                    starting.onSuccess(late -> site.call(late::stop));
                })
                .<Void>mapEmpty()
                .otherwiseEmpty();
    }

    private static <P extends Provider<?, ?>> Future<Running> start(
            Room<P> room, Entry entry, Provider<?, ?> provider, Site site) {
        @SuppressWarnings("unchecked") // an offer's kind is the room's, and names the provider's class
        P fitting = (P) provider;
        return room.start(entry, fitting, site);
    }

    /** Stops the instances of one kind. Never fails. */
    Future<Void> stop(Kind kind) {
        var stops = new ArrayList<Future<?>>();
        for (Entry entry : running()) {
            if (entry.kind() == kind) {
                Running instance = running.remove(entry);
                if (instance != null) {
                    stops.add(bounded("stopping " + name(entry), site.call(instance::stop)));
                }
            }
        }
        return Future.join(stops).mapEmpty();
    }

    /**
     * Stops everything and lets go of the class loader. Never fails. Where the event loop is blocked nothing is waited
     * for: all of it ends if the loop ever answers again.
     */
    Future<Void> end() {
        ended = true;
        forget();
        boolean hung = blockedAt() != null;
        if (hung) {
            parts.held().add();
        }
        List<Kind> kinds = Arrays.asList(Kind.values().clone());
        Collections.reverse(kinds);
        Future<Void> stopped = Future.succeededFuture();
        for (Kind kind : kinds) {
            stopped = stopped.compose(done -> stop(kind));
        }
        return stopped.compose(done -> bounded("stopping", site.call(() -> {
                    loaded.stop();
                    return Future.<Void>succeededFuture();
                })))
                .onComplete(done -> watch.end())
                .compose(done -> bounded("closing its event loop", site.close().onComplete(closed -> {
                    if (hung) {
                        parts.held().remove();
                    }
                    release();
                })));
    }

    private void release() {
        parts.thread().run(() -> {
            loaded.close();
            parts.loaders().add(loaded.classes());
        });
    }

    /** Waits for a call, but not for one that cannot be made; a failure is told and contained. */
    private Future<Void> bounded(String what, Future<Void> call) {
        if (blockedAt() != null) {
            return Future.succeededFuture();
        }
        return parts.thread().within(LIMIT, what, call).recover(thrown -> {
            String text = what + ": " + Failures.text(thrown);
            log.error("plugin={} state=stop-failed {}", jar.id(), text);
            parts.ground()
                    .facts()
                    .accept(new Event.Faulted(
                            jar.id(),
                            FaultKind.PLUGIN,
                            Failures.line(text),
                            parts.ground().clock().now()));
            return Future.succeededFuture();
        });
    }

    @Override
    public void blocked(String where) {
        site.blockedAt(where);
        parts.thread().run(() -> owner.lifeChanged(this));
    }

    @Override
    public void answers() {
        site.blockedAt(null);
        parts.thread().run(() -> owner.lifeChanged(this));
    }

    @Override
    public void hung() {
        parts.thread().run(() -> owner.hung(this));
    }

    String blockedText() {
        return "its event loop is blocked at " + blockedAt();
    }

    private String explained(Throwable thrown) {
        String text = Failures.text(thrown);
        return blockedAt() == null ? text : text + "; " + blockedText();
    }

    private static String name(Entry entry) {
        return entry.kind().word() + " '" + entry.id() + "'";
    }
}
