package dev.feedwarden.deploy;

import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A hundred clients who ask for 2,000 quotes at once, of the real process while its feed runs; next to the same clients
 * asking a bare HTTP server of the JDK, in this process, for an answer of the same size. Run by
 * {@code mvn -q -Pbenchmark verify}.
 */
class OptionsBenchmark {

    private static final int CLIENTS = 100;
    private static final int ROUNDS = 20;
    private static final int QUOTES = 2_000;

    @TempDir
    private Path folder;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @Test
    void options_hundredClientsAtOnce() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try (Program program = Program.start("run", "--port", "0", "--config", config())) {
            String options = "/api/options/BTC";
            program.until(options, page -> page.getInteger("total", 0) >= QUOTES);
            URI uri = URI.create(program.address() + options);
            int size = ask(uri).body().length;
            program.until("/api/status", status -> flowing(status).getLong("ticksPerMinute") > 15_000);
            say("answer: %d quotes, %d bytes", QUOTES, size);
            say("feed before: %s", feed(program));
            round(clients, uri, 2);
            Measured ours = round(clients, uri, ROUNDS);
            say("feed during: %s", feed(program));
            Measured bare = bare(clients, size);
            ours.print("/api/options/BTC");
            bare.print("bare server, same size (baseline)");
            say("  ratio of the p95s: %.1f", ours.percentile(0.95) / bare.percentile(0.95));
        } finally {
            clients.shutdownNow();
        }
    }

    private Measured bare(ExecutorService clients, int size) throws Exception {
        byte[] body = new byte[size];
        var server = com.sun.net.httpserver.HttpServer.create(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), CLIENTS);
        ExecutorService workers = Executors.newFixedThreadPool(2);
        server.setExecutor(workers);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
        try {
            URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
            round(clients, uri, 2);
            return round(clients, uri, ROUNDS);
        } finally {
            server.stop(0);
            workers.shutdownNow();
        }
    }

    private Measured round(ExecutorService clients, URI uri, int rounds) throws Exception {
        Measured measured = new Measured(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < rounds; i++) {
            List<Callable<Double>> asking = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                asking.add(() -> {
                    long begun = System.nanoTime();
                    HttpResponse<byte[]> answer = ask(uri);
                    if (answer.statusCode() != 200) {
                        throw new AssertionError("status " + answer.statusCode());
                    }
                    return (System.nanoTime() - begun) / 1e6;
                });
            }
            for (Future<Double> answer : clients.invokeAll(asking)) {
                try {
                    measured.millis.add(answer.get());
                } catch (java.util.concurrent.ExecutionException e) {
                    measured.errors.add(String.valueOf(e.getCause()));
                }
            }
        }
        return measured;
    }

    private HttpResponse<byte[]> ask(URI uri) throws Exception {
        return http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }

    private static String feed(Program program) throws Exception {
        JsonObject feed = flowing(new JsonObject(program.get(program.address() + "/api/status")));
        return feed.getLong("ticksPerMinute") + " ticks a minute, flowing " + feed.getBoolean("flowing")
                + ", reconnects " + feed.getLong("reconnectsLastHour");
    }

    private static JsonObject flowing(JsonObject status) {
        return status.getJsonArray("feeds").getJsonObject(0);
    }

    private String config() throws Exception {
        return Files.writeString(folder.resolve("feedwarden.yaml"), """
                data: data
                services:
                  simulator: {plugin: simulator, exchange: deribit, port: "${port:deribit}", currencies: [BTC], instruments: 2000, ticks_per_second: 300}
                feeds:
                  deribit: {plugin: deribit, url: "ws://127.0.0.1:${port:deribit}/ws/api/v2", currency: [BTC], top: 2000}
                """).toString();
    }

    private static void say(String format, Object... values) {
        System.out.printf(format + "%n", values);
    }

    private record Measured(List<Double> millis, List<String> errors) {

        private double percentile(double share) {
            double[] sorted = millis.stream().mapToDouble(Double::doubleValue).toArray();
            Arrays.sort(sorted);
            return sorted[(int) Math.ceil(share * sorted.length) - 1];
        }

        private void print(String what) {
            say(
                    "%s: p50 %.0f ms, p95 %.0f ms, p99 %.0f ms, errors %d of %d %s",
                    what,
                    percentile(0.5),
                    percentile(0.95),
                    percentile(0.99),
                    errors.size(),
                    millis.size() + errors.size(),
                    errors.stream().distinct().limit(3).toList());
        }
    }
}
