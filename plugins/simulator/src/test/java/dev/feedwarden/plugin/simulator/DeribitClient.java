package dev.feedwarden.plugin.simulator;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Future;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Predicate;

/** A WebSocket client that keeps every message in order. */
final class DeribitClient {

    private final WebSocket socket;
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<Short> closed = new CompletableFuture<>();
    private final Queue<String> passed = new ArrayDeque<>();
    private int ids;

    private DeribitClient(WebSocket socket) {
        this.socket = socket;
        socket.textMessageHandler(messages::add);
        socket.exceptionHandler(error -> {});
        socket.closeHandler(done -> closed.complete(socket.closeStatusCode()));
    }

    static Future<DeribitClient> connect(WebSocketClient sockets, int port) {
        return connect(sockets, port, "/ws/api/v2");
    }

    /** Connects to a path, which may be that of another venue. */
    static Future<DeribitClient> connect(WebSocketClient sockets, int port, String path) {
        return sockets.connect(port, "127.0.0.1", path).map(DeribitClient::new);
    }

    void send(String text) {
        socket.writeTextMessage(text);
    }

    /** Sends a request and does not wait. */
    int ask(String method, JsonObject params) {
        int id = ++ids;
        send(new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", id)
                .put("method", method)
                .put("params", params)
                .encode());
        return id;
    }

    /** Sends a request and waits for its answer; what arrives before it stays in the queue's order behind. */
    JsonObject call(String method, JsonObject params) throws Exception {
        int id = ask(method, params);
        List<String> before = new ArrayList<>();
        while (true) {
            String text = arriving();
            if (!text.contains("\"method\":\"subscription\"") && text.contains("\"id\":" + id + ",")) {
                passed.addAll(before);
                return new JsonObject(text);
            }
            before.add(text);
        }
    }

    JsonArray subscribe(List<String> channels) throws Exception {
        return call("public/subscribe", new JsonObject().put("channels", new JsonArray(channels)))
                .getJsonArray("result");
    }

    /** The next message; fails after a while. */
    String next() throws Exception {
        return passed.isEmpty() ? arriving() : passed.remove();
    }

    private String arriving() throws Exception {
        String text = messages.poll(Rig.PATIENCE_SECONDS, SECONDS);
        if (text == null) {
            throw new AssertionError("no message");
        }
        return text;
    }

    /** Takes messages until one fits. */
    JsonObject until(Predicate<String> fits) throws Exception {
        for (String text = next(); ; text = next()) {
            if (fits.test(text)) {
                return new JsonObject(text);
            }
        }
    }

    /** So many data messages, in order. */
    List<String> data(int count) throws Exception {
        List<String> data = new ArrayList<>();
        while (data.size() < count) {
            String text = next();
            if (text.contains("\"method\":\"subscription\"")) {
                data.add(text);
            }
        }
        return data;
    }

    /** What is in the queue now. */
    List<String> drained() {
        List<String> all = new ArrayList<>(passed);
        passed.clear();
        messages.drainTo(all);
        return all;
    }

    /** Waits for the end of the connection; the close code, null when there was no close frame. */
    Short closeCode() throws Exception {
        return closed.get(Rig.PATIENCE_SECONDS, SECONDS);
    }

    boolean isClosed() {
        return closed.isDone();
    }
}
