package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.plugin.files.format.Header;
import dev.feedwarden.plugin.files.format.Quote;
import dev.feedwarden.plugin.files.format.Row;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recorded session goes through {@code simulate} and {@code run} as real processes and comes out in files, whole. */
class ReplayIT {

    @TempDir
    private Path folder;

    @Test
    void recordedSession_everyTickerIsOneTickWithItsNumbers() throws Exception {
        Path recording = Recorded.real();
        if (recording == null) {
            Assumptions.abort("SKIPPED: no folder shared/recordings/deribit beside the project or above it");
        }
        assertThat(Recorded.tickers(recording)).hasSize(92);
        replay(recording);
    }

    @Test
    void madeSession_everyTickerIsOneTickWithItsNumbers() throws Exception {
        replay(Recorded.made(folder.resolve("session.jsonl")));
    }

    private void replay(Path recording) throws Exception {
        List<JsonObject> tickers = Recorded.tickers(recording);
        Path data = folder.resolve("data");
        try (Program exchange =
                Program.start("simulate", "deribit", "--port", "0", "--recording", recording.toString())) {
            String port = exchange.line("port=[0-9]+").replaceAll(".*port=([0-9]+).*", "$1");
            try (Program warden =
                    Program.start("run", "--port", "0", "--config", config(port), "--data", data.toString())) {
                warden.until("/api/status", status -> stored(status) == tickers.size());
                JsonObject truth = new JsonObject(exchange.get("http://127.0.0.1:" + port + "/sim/truth/deribit"));
                assertThat(truth.getLong("sent")).isEqualTo(tickers.size());
                assertThat(truth.getBoolean("done")).isTrue();
                assertThat(warden.terminate()).describedAs(warden.output()).isZero();
            }
            assertThat(exchange.terminate()).describedAs(exchange.output()).isZero();
        }
        Map<String, Map<String, Double>> expected = new TreeMap<>();
        tickers.forEach(ticker -> expected.put(
                ticker.getString("instrument_name") + " " + ticker.getLong("timestamp") * 1_000, numbers(ticker)));
        assertThat(expected).hasSameSizeAs(tickers);
        List<Stored> stored = stored(data);
        assertThat(stored).hasSameSizeAs(tickers);
        Map<String, Map<String, Double>> found = new TreeMap<>();
        stored.forEach(row -> found.put(row.instrument() + " " + row.row().getExchangeMicros(), numbers(row.row())));
        assertThat(found).isEqualTo(expected);
    }

    private String config(String port) throws IOException {
        return Files.writeString(
                        folder.resolve("feedwarden.yaml"),
                        "feeds:%n  deribit: {plugin: deribit, url: \"ws://127.0.0.1:%s/ws/api/v2\", currency: [BTC, ETH]}%n"
                                .formatted(port))
                .toString();
    }

    private static long stored(JsonObject status) {
        JsonObject journal = status.getJsonObject("journal");
        long accepted = journal.getLong("accepted");
        return journal.getJsonObject("stored").getLong("files") == accepted ? accepted : -1;
    }

    /** What the venue says, by the names of our fields. A side without a price or a size is not there. */
    private static Map<String, Double> numbers(JsonObject ticker) {
        Map<String, Double> numbers = new TreeMap<>();
        side(numbers, "bid", ticker.getDouble("best_bid_price"), ticker.getDouble("best_bid_amount"), ticker);
        side(numbers, "ask", ticker.getDouble("best_ask_price"), ticker.getDouble("best_ask_amount"), ticker);
        put(numbers, "last", ticker.getDouble("last_price"));
        put(numbers, "mark", ticker.getDouble("mark_price"));
        put(numbers, "mark_iv", ticker.getDouble("mark_iv"));
        put(numbers, "underlying", ticker.getDouble("underlying_price"));
        put(numbers, "index", ticker.getDouble("index_price"));
        put(numbers, "open_interest", ticker.getDouble("open_interest"));
        JsonObject greeks = ticker.getJsonObject("greeks", new JsonObject());
        greeks.fieldNames().forEach(greek -> put(numbers, greek, greeks.getDouble(greek)));
        return numbers;
    }

    private static void side(Map<String, Double> numbers, String side, Double price, Double size, JsonObject ticker) {
        if (price != null && price != 0 && size != null && size != 0) {
            numbers.put(side, price);
            numbers.put(side + "_size", size);
            put(numbers, side + "_iv", ticker.getDouble(side + "_iv"));
        }
    }

    private static void put(Map<String, Double> numbers, String name, Double value) {
        if (value != null) {
            numbers.put(name, value);
        }
    }

    /** What was stored, by the names in the file's own format. */
    private static Map<String, Double> numbers(Row row) {
        Quote quote = row.getQuote();
        Map<String, Double> numbers = new TreeMap<>();
        quote.getAllFields().forEach((field, value) -> numbers.put(field.getName(), (Double) value));
        return numbers;
    }

    private static List<Stored> stored(Path data) throws IOException {
        List<Stored> rows = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> below = Files.walk(data)) {
            files = below.filter(file -> file.getFileName().toString().contains(".pb"))
                    .toList();
        }
        for (Path file : files) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                Header header = Header.parseDelimitedFrom(in);
                for (Row row = Row.parseDelimitedFrom(in); row != null; row = Row.parseDelimitedFrom(in)) {
                    rows.add(new Stored(header.getInstrument(), row));
                }
            }
        }
        return rows;
    }

    /** A row of a file, with the instrument that its header names. */
    private record Stored(String instrument, Row row) {}
}
