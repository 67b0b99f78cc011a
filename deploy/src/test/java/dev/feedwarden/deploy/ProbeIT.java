package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as a person types it, against simulated exchanges in processes of their own. */
class ProbeIT {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"deribit", "bybit"})
    void probe_exchangeServes_passesEveryStepAndLeavesNoData(String exchange) throws Exception {
        try (Program simulator = Program.start("simulate", exchange, "--port", "0", "--ticks-per-second", "200")) {
            String port = simulator.line("port=[0-9]+").replaceAll(".*port=([0-9]+).*", "$1");
            try (Program probe = probe(exchange, port)) {
                assertThat(probe.exitCode()).describedAs(probe.output()).isZero();
                JsonObject report =
                        new JsonObject(probe.output().substring(probe.output().indexOf('{')));
                assertThat(report.getBoolean("ok")).isTrue();
                List<String> steps = report.getJsonArray("attempts").getJsonObject(0).getJsonArray("steps").stream()
                        .map(step -> ((JsonObject) step).getString("step"))
                        .toList();
                assertThat(steps).containsExactly("dns", "tcp", "upgrade", "ready", "streams", "subscribe", "data");
            }
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void probe_nobodyListens_exitsWith1AndNamesTheStep() throws Exception {
        try (Program probe = probe("deribit", "1")) {
            assertThat(probe.exitCode()).isEqualTo(1);
            assertThat(probe.output()).contains("feedwarden: deribit stopped at tcp");
        }
    }

    private Program probe(String exchange, String port) throws IOException {
        Path config = Files.writeString(folder.resolve("feedwarden.yaml"), """
                data: data
                feeds:
                  deribit: {plugin: deribit, url: "ws://127.0.0.1:%1$s/ws/api/v2", currency: [ETH], top: 5}
                  bybit:
                    plugin: bybit
                    url: "ws://127.0.0.1:%1$s/v5/public/option"
                    rest: "http://127.0.0.1:%1$s"
                    currency: [ETH]
                    top: 5
                """.formatted(port));
        return Program.start(
                Map.of("FEEDWARDEN_LOG", "ERROR"), "probe", exchange, "--config", config.toString(), "--json");
    }
}
