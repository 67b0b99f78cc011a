package dev.feedwarden.supervisor.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.check.HealthCheckProvider;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.supervisor.ThreadTimers;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plugin that is swapped 200 times leaves no class loader and no thread behind. */
final class PluginReloadIT {

    private static final int RELOADS = 200;

    @TempDir
    private Path home;

    private final CheckRoom<HealthCheckProvider, HealthCheck> room =
            new CheckRoom<>(Kind.CHECK, new CopyOnWriteArrayList<>());

    @Test
    void reload_200Times_leavesNoClassLoaderAndNoThread() throws Exception {
        Path dropIns = home.resolve("data/plugins");
        List<Path> versions = List.of(busy("1.0"), busy("2.0"));
        for (Path version : versions) {
            new AllowList(dropIns).allow(version);
        }
        var clock = new ThreadTimers("test-clock");
        var meters = new Meters(new SimpleMeterRegistry());
        var watch = new LoopWatch(clock, meters);
        var host = new PluginHost(
                PluginFolders.of(home.resolve("bundled"), home.resolve("data")),
                "0.1.0",
                new Ground(
                        PluginVertx::open,
                        vertx -> clock,
                        clock,
                        new FaultyDisk(),
                        () -> JournalPosition.NONE,
                        fact -> {}),
                watch,
                meters);
        Path jar = dropIns.resolve("busy.jar");
        Files.copy(versions.get(1), jar);
        get(host.load());
        get(host.start(
                List.of(new Entry(Kind.CHECK, "busy", "busy", Settings.of("checks.busy", Map.of()))),
                Map.of(Kind.CHECK, room)));
        int threads = Thread.activeCount();
        for (int reload = 0; reload < RELOADS; reload++) {
            Path next = home.resolve("next");
            Files.copy(versions.get(reload % 2), next);
            Files.move(next, jar, StandardCopyOption.ATOMIC_MOVE);
            reload(host, reload + 2);
        }

        assertThat(host.plugins()).singleElement().satisfies(plugin -> {
            assertThat(plugin.state()).isEqualTo(PluginInfo.State.STARTED);
            assertThat(plugin.error()).isNull();
        });
        assertThat(room.loaders()).hasSize(RELOADS + 1);
        long deadline = deadline();
        while (Thread.activeCount() > threads + 3) { // those that were told to end take a moment
            assertThat(System.nanoTime()).as("%s threads", Thread.activeCount()).isLessThan(deadline);
            Thread.onSpinWait();
        }
        get(host.stop());
        room.forgetSites();
        watch.close();
        clock.close();
        assertThat(alive()).isZero();
    }

    /** The folder is watched meanwhile, so a look of ours may find it being read. */
    private void reload(PluginHost host, int starts) throws Exception {
        long deadline = deadline();
        while (room.loaders().size() < starts || host.plugins().get(0).state() != PluginInfo.State.STARTED) {
            assertThat(System.nanoTime()).as("%s", host.plugins()).isLessThan(deadline);
            get(host.look());
        }
    }

    private static long deadline() {
        return System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    }

    private long alive() {
        long alive = RELOADS;
        for (long deadline = deadline(); alive > 0 && System.nanoTime() < deadline; ) {
            System.gc();
            alive = room.loaders().stream()
                    .map(WeakReference::get)
                    .filter(loader -> loader != null)
                    .count();
        }
        return alive;
    }

    /** Holds a timer, a server socket, a WebSocket that is open to it, a worker thread and a thread-local. */
    private Path busy(String version) throws Exception {
        return new JarBuilder("busy", version)
                .check("busy", """
                        static final ThreadLocal<Object> LOCAL = new ThreadLocal<>();
                        io.vertx.core.http.HttpServer server;
                        io.vertx.core.http.WebSocketClient client;
                        """, """
                        var vertx = context.vertx();
                        LOCAL.set(new It());
                        vertx.setPeriodic(10, tick -> this.hashCode());
                        vertx.executeBlocking(() -> { LOCAL.set(new It()); return null; });
                        client = vertx.createWebSocketClient();
                        server = vertx.createHttpServer().webSocketHandler(socket -> socket.handler(socket::write));
                        server.listen(0, "127.0.0.1").compose(listening -> client.connect(
                                listening.actualPort(), "127.0.0.1", "/")).onSuccess(socket -> socket.writeTextMessage("x"));
                        """, "if (true) { return client.close().compose(closed -> server.close()); }")
                .build(home.resolve("versions/" + version + ".jar"));
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
