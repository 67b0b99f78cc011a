package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plugin's own Vert.x, with the plugin's class loader on its event loop. Safe from any thread. */
final class PluginSite implements Site {

    private final String plugin;
    private final Ground ground;
    private final Path instances;
    private final Anchor anchor;
    private volatile List<Offer> offers = List.of();
    private final Mishap mishap;
    private volatile Runnable threw = () -> {};
    private volatile @Nullable String blockedAt;

    private PluginSite(String plugin, Ground ground, Path instances, Anchor anchor, Mishap mishap) {
        this.plugin = plugin;
        this.ground = ground;
        this.instances = instances;
        this.anchor = anchor;
        this.mishap = mishap;
    }

    /** Opens a site on which nothing of the plugin runs yet. */
    static Future<PluginSite> open(String plugin, ClassLoader classes, Ground ground, Path instances) {
        Vertx vertx = ground.vertx().get();
        var anchor = new Anchor(ground.timers());
        var site = new PluginSite(plugin, ground, instances, anchor, new Mishap(plugin, ground.clock()));
        vertx.exceptionHandler(site::uncaught);
        return vertx.deployVerticle(anchor, new DeploymentOptions().setClassLoader(classes))
                .map(site)
                .onFailure(thrown -> vertx.close());
    }

    private void uncaught(Throwable thrown) {
        if (mishap.happened(thrown)) {
            threw.run();
        }
        ground.facts()
                .accept(new Event.Faulted(
                        plugin,
                        FaultKind.PLUGIN,
                        Failures.line("uncaught: " + Failures.text(thrown)),
                        ground.clock().now()));
    }

    /** Sets who is told, on whatever thread, that {@link #mishap} has changed. */
    void onMishap(Runnable told) {
        threw = told;
    }

    Mishap mishap() {
        return mishap;
    }

    @Override
    public String plugin() {
        return plugin;
    }

    @Override
    public Vertx vertx() {
        return anchor.vertx();
    }

    @Override
    public Timers timers() {
        return anchor.timers();
    }

    @Override
    public Context context(Entry entry) {
        Set<String> metrics = offers.stream()
                .filter(offer -> offer.serves(entry))
                .flatMap(offer -> offer.metrics().stream())
                .map(Metric::name)
                .collect(Collectors.toUnmodifiableSet());
        return new InstanceContext(entry.id(), this, ground, instances.resolve(entry.id()), metrics);
    }

    /** Says what the plugin's providers declare; the readings of its instances are checked against it. */
    void offers(List<Offer> declared) {
        offers = declared;
    }

    List<Offer> offers() {
        return offers;
    }

    /** Where the event loop is blocked; null while it answers. */
    @Nullable
    String blockedAt() {
        return blockedAt;
    }

    void blockedAt(@Nullable String where) {
        blockedAt = where;
    }

    /** Runs a task on the event loop, later. */
    void run(Runnable task) {
        anchor.loop().runOnContext(run -> task.run());
    }

    /** Calls the plugin on its event loop. Whatever it throws is a failure of the future. */
    <T> Future<T> call(Callable<Future<T>> call) {
        Promise<T> promise = Promise.promise();
        run(() -> {
            try {
                call.call().onComplete(promise);
            } catch (Throwable thrown) {
                promise.fail(thrown);
            }
        });
        return promise.future();
    }

    /** Ends the event loop and everything that was opened on it. */
    Future<Void> close() {
        return anchor.vertx().close();
    }

    /** A verticle, because its context bears the plugin's class loader. */
    private static final class Anchor extends VerticleBase {
        private final Function<Vertx, Timers> makesTimers;
        private @Nullable Timers timers;

        private Anchor(Function<Vertx, Timers> makesTimers) {
            this.makesTimers = makesTimers;
        }

        @Override
        public Future<?> start() {
            timers = makesTimers.apply(vertx);
            return Future.succeededFuture();
        }

        private Vertx vertx() {
            return vertx;
        }

        private io.vertx.core.Context loop() {
            return context;
        }

        private Timers timers() {
            return Objects.requireNonNull(timers, "timers are made at deployment");
        }
    }
}
