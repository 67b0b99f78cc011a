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
import java.util.List;
import java.util.Map;
import java.util.Set;
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
    private static final Set<String> COMPLAINTS = Set.of("error", "warning", "assert");

    /** Vert.x closes the connections of a client that nobody refers to any more. */
    private final WebSocketClient client;

    private final WebSocket socket;
    private final AtomicInteger calls = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();

    private Page(WebSocketClient client, WebSocket socket) {
        this.client = client;
        this.socket = socket;
        socket.textMessageHandler(text -> take(new JsonObject(text)));
        socket.closeHandler(gone -> closed.complete(null));
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

    String text(String selector) throws Exception {
        return String.valueOf(evaluate("document.querySelector('" + selector + "').textContent"));
    }

    /** Waits until an expression is true. The page itself looks, at every change of its content. */
    void until(String condition) throws Exception {
        Object met = evaluate("new Promise(done => {"
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

    /** Presses and releases the mouse on an element's middle. */
    void click(String selector) throws Exception {
        JsonArray middle = (JsonArray) evaluate("(() => { const e = document.querySelector('" + selector + "');"
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

    /** What the person's system says they prefer; only the last that was said counts. */
    void prefer(String feature, String value) throws Exception {
        JsonObject said = new JsonObject().put("name", feature).put("value", value);
        call("Emulation.setEmulatedMedia", new JsonObject().put("features", new JsonArray().add(said)));
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
        JsonObject got = answer.get(PATIENCE_SECONDS, SECONDS);
        if (got.containsKey("error")) {
            throw new AssertionError(method + ": " + got.encode());
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
            complaints.add(parameters.encode());
        }
    }
}
