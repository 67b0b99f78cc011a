package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Instance;
import dev.feedwarden.api.Provider;
import io.vertx.core.Future;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A room that makes instances and does nothing with them, and remembers what it was asked. */
final class CheckRoom<P extends Provider<Context, I>, I extends Instance> implements Room<P> {

    private final Kind kind;
    private final List<String> log;
    private final Map<String, Site> sites = new ConcurrentHashMap<>();
    private final List<WeakReference<ClassLoader>> loaders = new CopyOnWriteArrayList<>();

    CheckRoom(Kind kind, List<String> log) {
        this.kind = kind;
        this.log = log;
    }

    /** Where an instance was last started. */
    Site site(String id) {
        return sites.get(id);
    }

    /** The context class loader of each start. */
    List<WeakReference<ClassLoader>> loaders() {
        return loaders;
    }

    void forgetSites() {
        sites.clear();
    }

    @Override
    public Kind kind() {
        return kind;
    }

    @Override
    public Future<Running> start(Entry entry, P provider, Site site) {
        loaders.add(new WeakReference<>(Thread.currentThread().getContextClassLoader()));
        sites.put(entry.id(), site);
        I instance = provider.create(entry.settings().withDefaults(provider.settings()), site.context(entry));
        log.add("start " + entry.id());
        return Future.succeededFuture(() -> {
            log.add("stop " + entry.id());
            return instance.close();
        });
    }
}
