package dev.feedwarden.deploy;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.channels.ClosedChannelException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One page of a browser: its questions and commands go over a WebSocket, and what it complains of comes back on it. */
final class Page implements AutoCloseable {

    private static final int MESSAGE_BYTES = 16 << 20;
    private static final int PATIENCE_SECONDS = 150;
    private static final int CLICKS = 3;
    private static final int LEAVINGS = 3;

    /** What Chromium says of a question whose page has gone before it was answered. */
    private static final List<String> LEFT =
            List.of("navigated or closed", "context was destroyed", "Cannot find context", "Promise was collected");

    private static final Set<String> COMPLAINTS = Set.of("error", "warning", "assert");

    /** Vert.x closes the connections of a client that nobody refers to any more. */
    private final WebSocketClient client;

    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private final Map<String, String> preferred = new TreeMap<>();

    private Page(WebSocketClient client, WebSocket socket) {
        this.client = client;
        this.socket = socket;
        socket.textMessageHandler(text -> take(new JsonObject(text)));
        socket.closeHandler(gone -> {
            closed.complete(null);
            waiting.values().forEach(answer -> answer.completeExceptionally(new ClosedChannelException()));
        });
    }

    static Page open(Vertx vertx, String address) throws Exception {
        URI uri = URI.create(address);
        // The browser lets no web page in: whoever names an origin is refused.
        WebSocketConnectOptions options = new WebSocketConnectOptions()
                .setHost(uri.getHost())
                .setPort(uri.getPort())
                .setURI(uri.getPath())
                .setAllowOriginHeader(false);
        WebSocketClient client = vertx.createWebSocketClient(new WebSocketClientOptions()
                .setMaxFrameSize(MESSAGE_BYTES)
                .setMaxMessageSize(MESSAGE_BYTES)
                .setClosingTimeout(1));
        Page page = new Page(
                client,
                client.connect(options)
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(PATIENCE_SECONDS, SECONDS));
        for (String domain : List.of("Page", "Runtime", "Log")) {
            page.call(domain + ".enable", new JsonObject());
        }
        return page;
    }

    void visit(String address) throws Exception {
        call("Page.navigate", new JsonObject().put("url", address));
        until("document.readyState === 'complete' && location.href.startsWith('" + address + "')");
    }

    /** What a JavaScript expression comes to; of a promise, what it brings. */
    Object evaluate(String expression) throws Exception {
        JsonObject answer = call(
                "Runtime.evaluate",
                new JsonObject()
                        .put("expression", expression)
                        .put("awaitPromise", true)
                        .put("returnByValue", true));
        if (answer.containsKey("exceptionDetails")) {
            throw new AssertionError(expression + ": " + answer.encodePrettily());
        }
        return answer.getJsonObject("result").getValue("value");
    }

    /** The same, but asked of the next page where this one is left meanwhile. */
    private Object onceThere(String expression) throws Exception {
        for (int attempt = 1; attempt < LEAVINGS; attempt++) {
            try {
                return evaluate(expression);
            } catch (Left left) {
                System.err.println("the page was left, attempt " + attempt + ": " + left.getMessage());
            }
        }
        return evaluate(expression);
    }

    String text(String selector) throws Exception {
        return String.valueOf(evaluate("document.querySelector('" + selector + "').textContent"));
    }

    /** Waits until an expression is true. The page itself looks, at every change of its content. */
    void until(String condition) throws Exception {
        Object met = onceThere("new Promise(done => {"
                + " const give = setTimeout(() => done(document.body.innerText), " + (PATIENCE_SECONDS - 10) * 1000
                + ");"
                + " const look = () => { if (" + condition + ") { clearTimeout(give); done(true); } };"
                + " new MutationObserver(look).observe(document,"
                + " {subtree: true, childList: true, attributes: true, characterData: true});"
                + " document.addEventListener('readystatechange', look);"
                + " look(); })");
        if (!Boolean.TRUE.equals(met)) {
            throw new AssertionError("never true: " + condition + ", the page shows:\n" + met);
        }
    }

    /** Presses and releases the mouse on an element's middle; once more where the page has moved it away meanwhile. */
    void click(String selector) throws Exception {
        for (int attempt = 1; attempt <= CLICKS; attempt++) {
            press(selector);
            // A page that was left by the click knows nothing of it any more.
            if (!Boolean.TRUE.equals(onceThere("globalThis.missed === true"))) {
                return;
            }
        }
        throw new AssertionError("never hit: " + selector);
    }

    private void press(String selector) throws Exception {
        JsonArray middle = (JsonArray) evaluate("(() => { const e = document.querySelector('" + selector + "');"
                + " globalThis.missed = true;"
                + " e.addEventListener('click', () => { globalThis.missed = false; }, {once: true, capture: true});"
                + " e.scrollIntoView({block: 'center'}); const r = e.getBoundingClientRect();"
                + " return [r.x + r.width / 2, r.y + r.height / 2]; })()");
        for (String type : List.of("mousePressed", "mouseReleased")) {
            call(
                    "Input.dispatchMouseEvent",
                    new JsonObject()
                            .put("type", type)
                            .put("x", middle.getDouble(0))
                            .put("y", middle.getDouble(1))
                            .put("button", "left")
                            .put("clickCount", 1));
        }
    }

    /**
     * Presses and releases a key.
     *
     * @param name as the DOM names it, "Tab"
     * @param code its Windows virtual key code, which is what the protocol acts on
     * @param text what it types, or nothing
     */
    void press(String name, int code, String text) throws Exception {
        JsonObject key = new JsonObject()
                .put("key", name)
                .put("code", name)
                .put("windowsVirtualKeyCode", code)
                .put("text", text);
        call("Input.dispatchKeyEvent", key.copy().put("type", text.isEmpty() ? "rawKeyDown" : "keyDown"));
        call("Input.dispatchKeyEvent", key.copy().put("type", "keyUp"));
    }

    void width(int pixels) throws Exception {
        call(
                "Emulation.setDeviceMetricsOverride",
                new JsonObject()
                        .put("width", pixels)
                        .put("height", 800)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", true));
    }

    void colourScheme(String name) throws Exception {
        prefer("prefers-color-scheme", name);
    }

    /** What the person's system says they prefer, each for itself. */
    void prefer(String feature, String value) throws Exception {
        preferred.put(feature, value);
        JsonArray said = new JsonArray();
        preferred.forEach(
                (name, wish) -> said.add(new JsonObject().put("name", name).put("value", wish)));
        call("Emulation.setEmulatedMedia", new JsonObject().put("features", said));
    }

    /** Shows the page as on paper, without telling it that it is printed. */
    void print() throws Exception {
        call("Emulation.setEmulatedMedia", new JsonObject().put("media", "print"));
    }

    /** What the browser has spent on this page and holds for it, by the names of its DevTools; times in seconds. */
    Map<String, Double> metrics() throws Exception {
        call("Performance.enable", new JsonObject());
        evaluate("gc()");
        JsonArray all = call("Performance.getMetrics", new JsonObject()).getJsonArray("metrics");
        return all.stream()
                .map(JsonObject.class::cast)
                .collect(Collectors.toMap(each -> each.getString("name"), each -> each.getDouble("value")));
    }

    /** A picture of what is on the screen, as PNG. */
    byte[] picture() throws Exception {
        return call("Page.captureScreenshot", new JsonObject().put("captureBeyondViewport", true))
                .getBinary("data");
    }

    /** Errors and warnings of scripts, of the network and of the content security policy, as they came. */
    List<String> complaints() {
        return complaints;
    }

    /** Waits until it has complained of something. */
    void awaitComplaint(String of) throws InterruptedException {
        long deadline = System.nanoTime() + SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (complaints) {
            while (complaints.stream().noneMatch(text -> text.contains(of))) {
                long left = (deadline - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    throw new AssertionError("no complaint of " + of + " in " + complaints);
                }
                complaints.wait(left);
            }
        }
    }

    @Override
    public void close() {
        socket.writeTextMessage(command(calls.incrementAndGet(), "Page.close", new JsonObject()));
        closed.orTimeout(PATIENCE_SECONDS, SECONDS).join();
        client.close().toCompletionStage().toCompletableFuture().join();
    }

    private JsonObject call(String method, JsonObject parameters) throws Exception {
        int id = calls.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        socket.writeTextMessage(command(id, method, parameters));
        if (closed.isDone()) {
            answer.completeExceptionally(new ClosedChannelException());
        }
        JsonObject got = answer.get(PATIENCE_SECONDS, SECONDS);
        if (got.containsKey("error")) {
            String error = got.encode();
            throw LEFT.stream().anyMatch(error::contains)
                    ? new Left(method + ": " + error)
                    : new AssertionError(method + ": " + error);
        }
        return got.getJsonObject("result");
    }

    private static String command(int id, String method, JsonObject parameters) {
        return new JsonObject()
                .put("id", id)
                .put("method", method)
                .put("params", parameters)
                .encode();
    }

    private void take(JsonObject message) {
        if (message.containsKey("id")) {
            CompletableFuture<JsonObject> answer = waiting.remove(message.getInteger("id"));
            if (answer != null) {
                answer.complete(message);
            }
            return;
        }
        JsonObject parameters = message.getJsonObject("params");
        boolean complaint = switch (message.getString("method")) {
            case "Runtime.exceptionThrown" -> true;
            case "Runtime.consoleAPICalled" -> COMPLAINTS.contains(parameters.getString("type"));
            case "Log.entryAdded" ->
                COMPLAINTS.contains(parameters.getJsonObject("entry").getString("level"));
            default -> false;
        };
        if (complaint) {
            synchronized (complaints) {
                complaints.add(parameters.encode());
                complaints.notifyAll();
            }
        }
    }

    /** The page was left before it had answered. */
    private static final class Left extends AssertionError {

        private static final long serialVersionUID = 1;

        private Left(String message) {
            super(message);
        }
    }
}
