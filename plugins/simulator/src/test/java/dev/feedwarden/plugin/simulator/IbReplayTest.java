package dev.feedwarden.plugin.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded conversations with a gateway, sent again. */
class IbReplayTest {

    private static final Path RECORDINGS = Path.of("../../../shared/recordings/ib");

    @TempDir
    private Path folder;

    @Test
    void replay_madeRecording_answersContractsAndSendsEachMessageOnce() throws Exception {
        List<Object> contract = new ArrayList<>(List.of(10, 1, "MNQ", "FUT", "20260918", 0, "", "CME", "USD", "MNQU6"));
        contract.addAll(List.of("MNQ", "MNQ", 17, "0.5"));
        Path file = Files.write(
                folder.resolve("session"),
                List.of(
                        line("client->gw", 1, 11, 1, 17),
                        line("gw->client", contract.toArray()),
                        line("gw->client", 1, 6, 1, 1, "100.0", 3, 1),
                        line("gw->client", 1, 6, 1, 1, "100.5", 3, 1),
                        line("gw->client", 2, 6, 1, 0, 3)));
        try (Rig rig = Rig.started(Map.of("exchange", "ib", "recording", file.toString()));
                IbClient client = IbClient.ready(rig.port(), 1)) {
            assertThat(client.contract(7, 17).until("10").get(9)).isEqualTo("MNQU6");
            client.quotes(9, 17);
            assertThat(client.until("81")).containsExactly("81", "9", "0.5", "9c0001", "3");
            rig.advance(Duration.ofSeconds(1));
            assertThat(client.read()).containsExactly("1", "6", "9", "1", "100.0", "3", "1");
            assertThat(client.read()).containsExactly("1", "6", "9", "1", "100.5", "3", "1");
            assertThat(client.read()).containsExactly("2", "6", "9", "0", "3");
            assertThat(rig.truth().getInteger("sent")).isEqualTo(1);
            assertThat(rig.truth().getBoolean("done")).isTrue();
            assertThat(client.send(49, 1).read().get(2)).isEqualTo("1795281339");
        }
    }

    @Test
    void check_brokenMessage_namesTheLine() throws Exception {
        Path file = Files.write(folder.resolve("session"), List.of(line("client->gw", 97, 1)));

        assertThatThrownBy(() -> new SimulatorProvider()
                        .check(Settings.of("services.venue", Map.of("exchange", "ib", "recording", file.toString()))))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining(file + ":1: fields: expected a message of versions 176 to 178");
    }

    @ParameterizedTest
    @ValueSource(strings = {"session_ib_async.jsonl", "session_ib_insync.jsonl"})
    void replay_recordedSession_isSentToTheEnd(String name) throws Exception {
        Path file = RECORDINGS.resolve(name);
        assumeThat(file).as("recorded session, not part of this repository").exists();
        try (Rig rig = Rig.started(Map.of("exchange", "ib", "recording", file.toString()));
                IbClient client = IbClient.ready(rig.port(), 1)) {
            client.quotes(1, 711_280_073).ticks(2, 711_280_073, "Last").ticks(3, 711_280_073, "BidAsk");
            client.news(4);
            rig.advance(Duration.ofSeconds(1));
            assertThat(rig.truth().getBoolean("done")).isTrue();
            assertThat(client.news(5)).hasSizeGreaterThan(20).allMatch(message -> message.size() >= 5);
        }
    }

    private static String line(String dir, Object... fields) {
        return new JsonObject()
                .put("t", 1_795_281_339.855)
                .put("conn", 1)
                .put("dir", dir)
                .put("fields", new JsonArray(List.of(fields)))
                .encode();
    }
}
