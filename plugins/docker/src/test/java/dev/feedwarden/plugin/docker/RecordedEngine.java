package dev.feedwarden.plugin.docker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Answers as Podman 4.3.1 did when this conversation was recorded, over a real socket. A test may change what it answers.
 */
final class RecordedEngine implements AutoCloseable {

    /** What is asked of one container. */
    static final String INSPECT = "/v1.41/containers/collector/json";

    static final String STATS = "/v1.41/containers/collector/stats";
    static final String LOGS = "/v1.41/containers/collector/logs";

    private final Vertx vertx = Vertx.vertx();
    private final Map<String, Buffer> answers = new ConcurrentHashMap<>();
    private final Map<String, Integer> statuses = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final CountDownLatch silentClosed = new CountDownLatch(1);
    private final CountDownLatch silentAsked = new CountDownLatch(1);
    private final HttpServer server;
    private volatile String silent = "nothing";

    RecordedEngine(SocketAddress address, HttpServerOptions options) throws Exception {
        usual();
        server = vertx.createHttpServer(options)
                .requestHandler(this::answer)
                .listen(address)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    static RecordedEngine at(String socket) throws Exception {
        return new RecordedEngine(SocketAddress.domainSocketAddress(socket), new HttpServerOptions());
    }

    /** Everything as it was recorded. */
    void usual() {
        answers.clear();
        statuses.clear();
        asked.clear();
        silent = "nothing";
        answers.put("/v1.41/_ping", Buffer.buffer("OK"));
        inspect("running", "2026-11-27T01:56:20.806056092Z", 0, false);
        stats("2026-11-27T01:56:22.032878707Z", 36_018_071);
        logs("");
        for (String verb : List.of("restart", "stop", "start")) {
            status("/v1.41/containers/collector/" + verb, 204);
        }
    }

    void inspect(String state, String startedAt, long restarts, boolean oomKilled) {
        answers.put(INSPECT, Buffer.buffer("""
                {"Id":"c38d40830b8e","RestartCount":%d,"Name":"/collector","Config":{"Tty":false},
                "HostConfig":{"Memory":0,"NanoCpus":500000000,"CpuQuota":0,"CpuPeriod":0},
                "State":{"Status":"%s","Running":true,"OOMKilled":%b,"ExitCode":0,"StartedAt":"%s",
                "FinishedAt":"0001-01-01T00:00:00Z","Health":{"Status":"","FailingStreak":0,"Log":null}}}
                """.formatted(restarts, state, oomKilled, startedAt)));
    }

    /** Changes what it says of the container, such as another id. */
    void inspect(java.util.function.UnaryOperator<JsonObject> change) {
        answers.computeIfPresent(
                INSPECT, (path, body) -> change.apply(body.toJsonObject()).toBuffer());
    }

    void stats(String read, long cpuNanos) {
        answers.put(STATS, Buffer.buffer("""
                {"read":"%s","cpu_stats":{"cpu_usage":{"total_usage":%d},"system_cpu_usage":2095334333322,
                "online_cpus":2},"memory_stats":{"usage":786432,"limit":25276502016,"stats":{"inactive_file":86432}}}
                """.formatted(read, cpuNanos)));
    }

    /** Lines of a log, each with its time, as frames of alternating streams. */
    void logs(String lines) {
        Buffer framed = Buffer.buffer();
        int stream = 1;
        for (String line : lines.lines().toList()) {
            byte[] payload = (line + "\n").getBytes(UTF_8);
            framed.appendByte((byte) stream)
                    .appendBytes(new byte[3])
                    .appendInt(payload.length)
                    .appendBytes(payload);
            stream = 3 - stream;
        }
        answers.put(LOGS, framed);
    }

    void rawLogs(String lines) {
        answers.put(LOGS, Buffer.buffer(lines));
    }

    void status(String path, int status) {
        answers.put(path, Buffer.buffer(status < 300 ? "" : "{\"message\":\"as the\\ntest wants\"}"));
        statuses.put(path, status);
    }

    /** Takes this question and never answers it. */
    void silent(String path) {
        silent = path;
    }

    /** Waits until the silent question was asked. */
    void awaitSilentAsked() throws InterruptedException {
        await(silentAsked);
    }

    /** Waits until the connection of the silent question is closed. */
    void awaitSilentClosed() throws InterruptedException {
        await(silentClosed);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        if (!latch.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("has not happened");
        }
    }

    /** What was asked, with its query, oldest first. */
    List<String> asked() {
        return asked;
    }

    int port() {
        return server.actualPort();
    }

    private void answer(HttpServerRequest request) {
        asked.add(request.method() + " " + request.uri());
        String path = request.path();
        if (path.equals(silent)) {
            request.connection().closeHandler(closed -> silentClosed.countDown());
            silentAsked.countDown();
            return;
        }
        Buffer body = answers.get(path);
        int status = body == null ? 404 : statuses.getOrDefault(path, 200);
        request.response()
                .setStatusCode(status)
                .end(body == null ? Buffer.buffer("{\"message\":\"no such container\"}") : body);
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }
}
