package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final String REAL = "deribit/cryptofeed_session_2021-04-17.jsonl";
    private static final String ONE = "ETH-30APR21-2560-P";
    private static final String TWO = "ETH-7MAY21-2100-C";
    private static final long BEGIN_MILLIS = 1_618_677_848_000L;

    @TempDir
    private Path folder;

    @Test
    void replay_fast_sendsEveryFrameOnceWithItsText() throws Exception {
        Path file = session(30);
        try (Rig rig = Rig.started(Map.of("recording", file.toString()))) {
            DeribitClient client = rig.client();
            assertThat(client.call("public/get_time", new JsonObject()).getLong("result"))
                    .isEqualTo(BEGIN_MILLIS);
            client.subscribe(List.of("ticker." + ONE + ".100ms"));
            client.subscribe(List.of("ticker." + TWO + ".100ms"));

            assertThat(client.data(30)).isEqualTo(texts(file));
            JsonObject truth = rig.truth();
            assertThat(truth.getInteger("sent")).isEqualTo(20);
            assertThat(truth.getInteger("frames")).isEqualTo(30);
            assertThat(truth.getBoolean("recording")).isTrue();
            assertThat(truth.getBoolean("done")).isTrue();
            assertThat(client.call("public/get_time", new JsonObject()).getLong("result"))
                    .isEqualTo(BEGIN_MILLIS + 30 * 100);
            DeribitClient second = rig.client();
            second.subscribe(List.of("ticker." + ONE + ".raw", "ticker." + TWO + ".raw"));
            second.call("public/test", new JsonObject());
            assertThat(second.drained()).isEmpty();
        }
    }

    @Test
    void replay_partlySubscribed_waitsUntilSubscriptionsAreQuiet() throws Exception {
        try (Rig rig = Rig.started(Map.of("recording", session(6).toString()))) {
            DeribitClient client = rig.client();
            client.subscribe(List.of("ticker." + ONE + ".100ms"));
            rig.advance(Duration.ofMillis(400));
            client.subscribe(List.of("platform_state"));
            rig.advance(Duration.ofMillis(400));
            client.call("public/test", new JsonObject());
            assertThat(rig.truth().getInteger("frames")).isZero();
            rig.advance(Duration.ofMillis(100));

            assertThat(client.until(text -> text.contains("\"channel\":\"ticker."))
                            .containsKey("params"))
                    .isTrue();
            assertThat(rig.truth().getBoolean("done")).isTrue();
        }
    }

    @Test
    void replay_recordedSpeed_keepsThePausesAndStandsStillInAStall() throws Exception {
        try (Rig rig = Rig.started(Map.of("recording", session(10).toString(), "speed", "recorded"))) {
            DeribitClient client = rig.client();
            client.subscribe(List.of("ticker." + ONE + ".raw", "ticker." + TWO + ".raw"));
            rig.advance(Duration.ofMillis(350));
            assertThat(rig.truth().getInteger("frames")).isEqualTo(3);
            rig.fault("stall", "5s");
            rig.advance(Duration.ofSeconds(4));
            assertThat(rig.truth().getInteger("frames")).isEqualTo(3);
            assertThat(client.call("public/get_time", new JsonObject()).getLong("result"))
                    .isLessThanOrEqualTo(BEGIN_MILLIS + 400);
            rig.advance(Duration.ofSeconds(3));

            assertThat(client.data(10)).hasSize(10);
            assertThat(rig.truth().getBoolean("done")).isTrue();
        }
    }

    @Test
    void replay_clientGone_goesOnWithTheNext() throws Exception {
        try (Rig rig = Rig.started(Map.of("recording", session(10).toString(), "speed", "recorded"))) {
            DeribitClient first = rig.client();
            first.subscribe(List.of("ticker." + ONE + ".raw", "ticker." + TWO + ".raw"));
            rig.advance(Duration.ofMillis(500));
            int sent = first.data(5).size();
            rig.fault("drop", "1s");
            first.closeCode();
            rig.untilNobodyIsConnected();
            rig.advance(Duration.ofSeconds(2));
            DeribitClient second = rig.client();
            second.subscribe(List.of("ticker." + ONE + ".raw", "ticker." + TWO + ".raw"));
            rig.advance(Duration.ofSeconds(2));

            assertThat(second.data(10 - sent)).hasSize(5);
            assertThat(rig.truth().getInteger("frames")).isEqualTo(10);
        }
    }

    @Test
    void replay_brokenLine_refusesToStartNamingIt() throws Exception {
        Path file = session(3);
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(3, lines.get(3).substring(0, 40));
        Files.write(file, lines);
        try (Rig rig = Rig.made(Rig.START, Map.of("recording", file.toString()))) {
            assertThatThrownBy(() -> Rig.await(rig.start())).hasMessageContaining(file + ":4: expected a JSON object");
        }
        try (Rig rig =
                Rig.made(Rig.START, Map.of("recording", folder.resolve("none").toString()))) {
            assertThatThrownBy(() -> Rig.await(rig.start())).hasMessageContaining("no such file");
        }
    }

    @Test
    void replay_discovery_listsWhatOccursInTheFile() throws Exception {
        try (Rig rig = Rig.started(Map.of("recording", session(3).toString()))) {
            JsonArray listed = new JsonObject(rig.get("/api/v2/public/get_instruments?currency=ETH&kind=option")
                            .body())
                    .getJsonArray("result");
            JsonArray rows = new JsonObject(rig.get("/api/v2/public/get_book_summary_by_currency?currency=ETH")
                            .body())
                    .getJsonArray("result");

            assertThat(listed).hasSize(2);
            assertThat(listed.stream().map(one -> ((JsonObject) one).getLong("expiration_timestamp")))
                    .containsExactlyInAnyOrder(1_619_769_600_000L, 1_620_374_400_000L);
            assertThat(rows).hasSize(2);
            assertThat(rows.getJsonObject(0).getDouble("open_interest")).isNotNegative();
        }
    }

    @Test
    void replay_realRecording_sendsAllOfIt() throws Exception {
        Optional<Path> file = real();
        assumeTrue(file.isPresent(), "skipped: no folder shared/recordings beside the project");
        try (Rig rig = Rig.started(Map.of("recording", file.get().toString()))) {
            DeribitClient client = rig.client();
            JsonArray listed = client.call("public/get_instruments", new JsonObject().put("currency", "any"))
                    .getJsonArray("result");
            assertThat(listed).hasSize(10);
            List<String> channels = new ArrayList<>();
            listed.forEach(one -> channels.add("ticker." + ((JsonObject) one).getString("instrument_name") + ".100ms"));
            assertThat(client.subscribe(channels)).hasSize(10);

            assertThat(client.data(148)).isEqualTo(texts(file.get()));
            assertThat(rig.truth().getInteger("sent")).isEqualTo(92);
            assertThat(rig.truth().getBoolean("done")).isTrue();
        }
    }

    /** Frames 100 ms apart: two tickers, then a book, and so on. */
    private Path session(int frames) throws Exception {
        List<String> lines = new ArrayList<>();
        lines.add("{\"t\":\"header\",\"config\":{}}");
        lines.add(line("connect", 0, ""));
        lines.add(line("send", 0, "{\"method\":\"public/subscribe\"}"));
        for (int i = 1; i <= frames; i++) {
            String name = i % 2 == 0 ? ONE : TWO;
            String channel = (i % 3 == 0 ? "book." : "ticker.") + name + ".raw";
            String data = "{\"timestamp\":" + (BEGIN_MILLIS + i * 100L - 20) + ",\"instrument_name\":\"" + name
                    + "\",\"best_bid_price\":0.0" + i + ",\"mark_price\":1e-" + i + ",\"index_price\":2365.41}";
            lines.add(line(
                    "recv",
                    i,
                    "{\"jsonrpc\":\"2.0\",\"method\":\"subscription\",\"params\":{\"channel\":\"" + channel
                            + "\",\"data\":" + data + "}}"));
        }
        return Files.write(folder.resolve("session.jsonl"), lines);
    }

    private static String line(String kind, int tenth, String data) {
        return new JsonObject()
                .put("t", kind)
                .put("conn", "ws.1")
                .put("ts", (BEGIN_MILLIS + tenth * 100L) / 1000.0)
                .put("data", data)
                .encode();
    }

    private static List<String> texts(Path file) throws Exception {
        return Files.readAllLines(file).stream()
                .map(JsonObject::new)
                .filter(line -> "recv".equals(line.getString("t")))
                .map(line -> line.getString("data"))
                .filter(text -> text.contains("\"method\":\"subscription\""))
                .toList();
    }

    private static Optional<Path> real() {
        for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
            Path beside = up.resolve("shared/recordings").resolve(REAL);
            if (Files.exists(beside)) {
                return Optional.of(beside);
            }
        }
        String given = System.getProperty("feedwarden.shared");
        return Optional.ofNullable(given)
                .map(Path::of)
                .map(path -> path.resolve("recordings").resolve(REAL));
    }
}
