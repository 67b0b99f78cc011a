package dev.feedwarden.deploy;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The latest quotes over HTTP and the stored ticks on the command line, of the real process while it runs. */
class OptionsIT {

    private static final int CLIENTS = 100;

    @TempDir
    private Path folder;

    @Test
    void options_hundredClientsAtOnce_allGetEveryQuoteAndTheFeedGoesOn() throws Exception {
        HttpClient http = HttpClient.newHttpClient();
        try (Program program = start()) {
            JsonObject known = program.until("/api/options/BTC", page -> page.getInteger("total", 0) == 400);
            assertThat(known.getString("source")).isEqualTo("memory");
            HttpRequest request = HttpRequest.newBuilder(URI.create(program.address() + "/api/options/BTC"))
                    .timeout(Duration.ofSeconds(60))
                    .build();
            List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                answers.add(http.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
            }
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                HttpResponse<String> response = answer.get(60, SECONDS);
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(new JsonObject(response.body()).getJsonArray("quotes"))
                        .hasSize(400);
            }
            JsonObject feed = new JsonObject(program.get(program.address() + "/api/status"))
                    .getJsonArray("feeds")
                    .getJsonObject(0);
            assertThat(feed.getLong("reconnectsLastHour")).isZero();
        }
    }

    @Test
    void dump_fileThatIsBeingWritten_printsItsTicksInBothFormats() throws Exception {
        try (Program program = start()) {
            program.until(
                    "/api/status",
                    status -> status.getJsonObject("journal")
                                    .getJsonObject("stored")
                                    .getLong("files", 0L)
                            > 500);
            Path file = ticks();
            try (Program json = Program.start("dump", file.toString());
                    Program csv = Program.start("dump", "--format", "csv", file.toString())) {
                assertThat(json.exitCode()).describedAs(json.output()).isZero();
                assertThat(csv.exitCode()).describedAs(csv.output()).isZero();
                String line = json.line("^\\{\"journal\":");
                assertThat(new JsonObject(line).getString("feed")).isEqualTo("deribit");
                assertThat(new JsonObject(line).getDouble("mark")).isPositive();
                assertThat(csv.output())
                        .contains("journal,sequence,kind,feed,instrument,exchangeTime,receivedTime,bid,");
            }
        }
    }

    @Test
    void dump_whatIsNoFileOfTicks_exitsWith1AndSaysSo() throws Exception {
        Path other = Files.writeString(folder.resolve("other.pb"), "hello");
        try (Program program = Program.start("dump", other.toString());
                Program missing =
                        Program.start("dump", folder.resolve("missing.pb").toString())) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.output()).contains("expected a file that one of these sinks has written");
            assertThat(missing.exitCode()).isEqualTo(1);
            assertThat(missing.output()).contains("missing.pb: expected a file, found nothing");
        }
    }

    private Program start() throws Exception {
        Path config = Files.writeString(folder.resolve("feedwarden.yaml"), """
                data: data
                services:
                  simulator: {plugin: simulator, exchange: deribit, port: "${port:deribit}", currencies: [BTC], instruments: 400, ticks_per_second: 400}
                feeds:
                  deribit: {plugin: deribit, url: "ws://127.0.0.1:${port:deribit}/ws/api/v2", currency: [BTC], top: 400}
                """);
        return Program.start("run", "--port", "0", "--config", config.toString());
    }

    private Path ticks() throws Exception {
        try (Stream<Path> files = Files.walk(folder.resolve("data"))) {
            return files.filter(file -> file.toString().contains(".pb"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
