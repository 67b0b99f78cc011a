package dev.feedwarden.deploy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recorded Deribit sessions: JSON lines {@code {"t","conn","ts","data"}}. */
final class Recorded {

    private static final long START_MILLIS =
            Instant.parse("2026-03-02T10:00:00Z").toEpochMilli();

    private Recorded() {}

    /**
     * The real session: in the folder that the system property {@code feedwarden.shared} names, or beside a folder above
     * this module. Null where it is not.
     */
    static @Nullable Path real() throws IOException {
        Path shared = shared();
        if (shared != null) {
            Path folder = shared.resolve("recordings").resolve("deribit");
            try (var files = Files.newDirectoryStream(folder, "cryptofeed_session_*.jsonl")) {
                for (Path file : files) {
                    return file;
                }
            }
        }
        return null;
    }

    private static @Nullable Path shared() {
        String named = System.getProperty("feedwarden.shared");
        if (named != null) {
            return Path.of(named);
        }
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            if (Files.isDirectory(up.resolve("shared/recordings/deribit"))) {
                return up.resolve("shared");
            }
        }
        return null;
    }

    /** A session of three options with every shape of a number: given, zero, null and not there. */
    static Path made(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            String name = List.of("ETH-27MAR26-3000-C", "ETH-27MAR26-2500-P", "BTC-26JUN26-90000-C")
                    .get(i % 3);
            lines.add(line(START_MILLIS + i * 7L, name, ticker(name, START_MILLIS + i * 7L, i)));
        }
        return Files.write(file, lines);
    }

    /** The data of every ticker of a session, in its order. */
    static List<JsonObject> tickers(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .map(JsonObject::new)
                .filter(line -> line.getString("t").equals("recv"))
                .map(line -> new JsonObject(line.getString("data")))
                .filter(message -> "subscription".equals(message.getString("method")))
                .map(message -> message.getJsonObject("params"))
                .filter(params -> params.getString("channel").startsWith("ticker."))
                .map(params -> params.getJsonObject("data"))
                .toList();
    }

    private static String line(long millis, String name, JsonObject data) {
        JsonObject message = new JsonObject()
                .put("jsonrpc", "2.0")
                .put("method", "subscription")
                .put(
                        "params",
                        new JsonObject()
                                .put("channel", "ticker." + name + ".100ms")
                                .put("data", data));
        return new JsonObject()
                .put("t", "recv")
                .put("conn", "ws.1")
                .put("ts", millis / 1e3)
                .put("data", message.encode())
                .encode();
    }

    private static JsonObject ticker(String name, long millis, int i) {
        boolean noBid = i % 5 == 0;
        JsonObject data = new JsonObject()
                .put("timestamp", millis)
                .put("instrument_name", name)
                .put("state", "open")
                .put("best_bid_price", noBid ? 0.0 : 0.05 + i / 1e4)
                .put("best_bid_amount", noBid ? 0.0 : 1.0 + i)
                .put("bid_iv", noBid ? 0.0 : 61.5 + i / 10.0)
                .put("best_ask_price", i % 7 == 0 ? null : 0.06 + i / 1e4)
                .put("best_ask_amount", 2.0 + i)
                .put("ask_iv", 70.25 + i / 10.0)
                .put("last_price", i % 4 == 0 ? null : 0.055)
                .put("mark_price", 0.0551 + i / 1e6)
                .put("mark_iv", 65.5)
                .put("underlying_price", 3010.1234 + i)
                .put("index_price", 3009.5)
                .put("open_interest", 1200.0 + i);
        return i % 9 == 0
                ? data
                : data.put(
                        "greeks",
                        new JsonObject()
                                .put("delta", 0.51)
                                .put("gamma", 0.00012)
                                .put("vega", 3.5)
                                .put("theta", -4.25)
                                .put("rho", 1.125));
    }
}
