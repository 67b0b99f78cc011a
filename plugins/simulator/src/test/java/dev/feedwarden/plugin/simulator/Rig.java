package dev.feedwarden.plugin.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.service.HttpAnswer;
import dev.feedwarden.api.service.HttpCall;
import dev.feedwarden.api.service.Service;
import dev.feedwarden.api.service.ServiceContext;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A simulator on a loop of its own whose time stands still until the test moves it. */
final class Rig implements AutoCloseable {

    static final Instant START = Instant.parse("2026-11-18T12:00:00Z");

    static final long PATIENCE_SECONDS = 60;

    final ManualTimers timers;
    final List<Reading> readings = new ArrayList<>();
    final FaultyDisk disk = new FaultyDisk();
    private final Vertx venue = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Vertx clients = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final WebSocketClient sockets = clients.createWebSocketClient(new WebSocketClientOptions()
            .setMaxFrameSize(1 << 24)
            .setMaxMessageSize(1 << 24)
            .setMaxConnections(100)
            .setClosingTimeout(1));
    private final HttpClient http = HttpClient.newHttpClient();
    private final Service service;
    private Function<HttpCall, Future<HttpAnswer>> route;
    private int port;
    private String id = "deribit";

    private Rig(Instant start, Map<String, ?> settings) throws Exception {
        timers = new ManualTimers(start);
        Settings entry = Settings.of("services.venue", settings);
        service = on(() -> new SimulatorProvider().create(entry, new Context()));
    }

    static Rig made(Instant start, Map<String, ?> settings) throws Exception {
        return new Rig(start, settings);
    }

    static Rig started(Map<String, ?> settings) throws Exception {
        return started(START, settings);
    }

    static Rig started(Instant start, Map<String, ?> settings) throws Exception {
        Rig rig = new Rig(start, settings);
        await(rig.start());
        rig.port = rig.feed().getInteger("port");
        rig.id = rig.feed().getString("id");
        return rig;
    }

    Future<Void> start() throws Exception {
        return on(service::start);
    }

    int port() {
        return port;
    }

    /** Moves time on, on the simulator's loop. */
    void advance(Duration by) throws Exception {
        on(() -> {
            timers.advance(by);
            return true;
        });
    }

    /** A connected client. */
    DeribitClient client() throws Exception {
        return await(DeribitClient.connect(sockets, port));
    }

    /** A client that is connected to a path. */
    DeribitClient client(String path) throws Exception {
        return await(DeribitClient.connect(sockets, port, path));
    }

    /** A client's connection attempt that may fail. */
    Future<DeribitClient> connecting() {
        return DeribitClient.connect(sockets, port);
    }

    /** Asks the control through the program's own HTTP server. */
    JsonObject route(String method, String path, String body) throws Exception {
        return new JsonObject(
                await(on(() -> route.apply(new HttpCall(method, path, body)))).json());
    }

    JsonObject fault(String kind, String length) throws Exception {
        JsonObject asked = new JsonObject().put("feed", id).put("kind", kind).put("for", length);
        return route("POST", "/faults", asked.encode());
    }

    /** Waits until the exchange has seen every connection end. */
    void untilNobodyIsConnected() throws Exception {
        untilConnected(0);
    }

    /** Waits until the exchange has so many connections. */
    void untilConnected(int count) throws Exception {
        long deadline = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
        while (feed().getInteger("connections") != count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(count + " connections expected: " + feed());
            }
            Thread.onSpinWait();
        }
    }

    /** What the control says about the exchange. */
    JsonObject feed() throws Exception {
        return route("GET", "/feeds", "").getJsonArray("feeds").getJsonObject(0);
    }

    JsonObject truth() throws Exception {
        return route("GET", "/truth/" + id, "");
    }

    /** The lines of a file, once there are so many. */
    List<String> lines(String path, int count) throws Exception {
        long deadline = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
        List<String> lines = List.of();
        while (lines.size() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(lines.size() + " lines in " + path);
            }
            try (Disk.File file = disk.open(Path.of(path))) {
                ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
                while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {
                    Thread.onSpinWait();
                }
                lines = UTF_8.decode(bytes.flip()).toString().lines().toList();
            }
        }
        return lines;
    }

    /** Asks the control on a port of its own. */
    HttpResponse<String> get(int controlPort, String path) throws Exception {
        return http.send(request(controlPort, path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return http.send(
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, SECONDS);
    }

    private HttpRequest.Builder request(String path) {
        return request(port, path);
    }

    private static HttpRequest.Builder request(int port, String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .version(HttpClient.Version.HTTP_1_1)
                .timeout(Duration.ofSeconds(PATIENCE_SECONDS));
    }

    private <T> T on(Callable<T> task) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        venue.runOnContext(ready -> {
            try {
                done.complete(task.call());
            } catch (Exception e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(PATIENCE_SECONDS, SECONDS);
    }

    @Override
    public void close() {
        try {
            await(clients.close());
            await(on(service::close));
            await(venue.close());
        } catch (Exception e) {
            throw new AssertionError("the simulator did not close", e);
        }
    }

    private final class Context implements ServiceContext {

        @Override
        public void route(String prefix, Function<HttpCall, Future<HttpAnswer>> handler) {
            route = handler;
        }

        @Override
        public Future<Boolean> live() {
            return Future.succeededFuture(true);
        }

        @Override
        public String id() {
            return "venue";
        }

        @Override
        public Vertx vertx() {
            return venue;
        }

        @Override
        public ManualTimers timers() {
            return timers;
        }

        @Override
        public Disk disk() {
            return disk;
        }

        @Override
        public JournalPosition journal() {
            return JournalPosition.NONE;
        }

        @Override
        public Path folder() {
            throw new UnsupportedOperationException("the simulator keeps nothing");
        }

        @Override
        public void report(List<Reading> reported) {
            readings.addAll(reported);
        }

        @Override
        public void fault(FaultKind kind, String detail) {
            throw new UnsupportedOperationException("the simulator reports no faults");
        }
    }
}
