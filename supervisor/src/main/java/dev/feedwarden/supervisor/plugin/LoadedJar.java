package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Provider;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.pf4j.PluginState;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A JAR with its class loader, and what it provides. */
final class LoadedJar {

    private static final Logger log = LoggerFactory.getLogger(LoadedJar.class);

    private final StagedJar jar;
    private final OneJarManager manager;
    private final ClassLoader classes;
    private final List<Provided> provided = new ArrayList<>();

    /** A provider and the kind it is of. */
    record Provided(Offer offer, Provider<?, ?> provider) {}

    private LoadedJar(StagedJar jar, OneJarManager manager, ClassLoader classes) {
        this.jar = jar;
        this.manager = manager;
        this.classes = classes;
    }

    /**
     * Gives the JAR a class loader. Nothing of the plugin is run.
     *
     * @throws PluginFailure if it needs another API version or other plugins
     */
    static LoadedJar open(StagedJar jar, String apiVersion, ClassLoader shared) throws PluginFailure {
        var manager = new OneJarManager(Objects.requireNonNull(jar.path().getParent()), apiVersion, shared);
        try {
            manager.loadPlugin(jar.path());
        } catch (RuntimeException e) {
            throw new PluginFailure("cannot be loaded: " + Failures.text(e));
        }
        PluginWrapper wrapper = manager.getPlugin(jar.id());
        if (wrapper.getPluginState() == PluginState.DISABLED) {
            close(wrapper.getPluginClassLoader());
            throw new PluginFailure("needs another API version: expected " + jar.requires() + ", found " + apiVersion);
        }
        return new LoadedJar(jar, manager, wrapper.getPluginClassLoader());
    }

    ClassLoader classes() {
        return classes;
    }

    List<Provided> provided() {
        return provided;
    }

    /** Starts the plugin and makes its providers. Called on the plugin's event loop. */
    List<Offer> start() throws Exception {
        if (manager.startPlugin(jar.id()) != PluginState.STARTED) {
            Throwable cause = manager.getPlugin(jar.id()).getFailedException();
            throw new IllegalStateException("its start failed" + (cause == null ? "" : ": " + Failures.text(cause)));
        }
        for (String name : jar.extensions()) {
            provided.add(make(name));
        }
        List<Offer> offers = provided.stream().map(Provided::offer).toList();
        if (offers.stream().map(Offer::word).distinct().count() < offers.size()) {
            throw new IllegalStateException("expected each type once, found "
                    + offers.stream().map(Offer::word).toList());
        }
        return offers;
    }

    private Provided make(String name) throws Exception {
        Object extension = classes.loadClass(name).getConstructor().newInstance();
        for (Kind kind : Kind.values()) {
            if (kind.provider().isInstance(extension)) {
                Provider<?, ?> provider = kind.provider().cast(extension);
                return new Provided(Offer.of(kind, jar.id(), provider), provider);
            }
        }
        throw new IllegalStateException("extension " + name + ": expected one of "
                + Arrays.stream(Kind.values())
                        .map(kind -> kind.provider().getSimpleName())
                        .toList());
    }

    /** Stops the plugin. Called on the plugin's event loop. */
    void stop() {
        provided.clear();
        manager.stopPlugin(jar.id());
    }

    /** Closes the class loader. PF4J's own unload is left out: it could call the plugin on the caller's thread. */
    void close() {
        close(classes);
    }

    private static void close(ClassLoader classes) {
        if (classes instanceof Closeable closeable) {
            try {
                closeable.close();
            } catch (IOException e) {
                log.warn("plugin=class-loader-not-closed", e);
            }
        }
    }
}
