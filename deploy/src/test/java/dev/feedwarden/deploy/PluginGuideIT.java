package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guide for those who write plugins, followed to the letter: its feed is built, allowed, dropped in and flows. */
final class PluginGuideIT {

    private static final Path GUIDE = Path.of("docs", "plugins.md");

    private static final long PRICES_MILLIS = 200;

    @TempDir
    private Path folder;

    @Test
    void guide_followed_theFeedFlowsAndAFrameOfNoSenseIsCounted() throws Exception {
        String guide = Files.readString(GUIDE);
        Path jar = build(block(guide, "java"), block(guide, "manifest"));
        Path data = folder.resolve("var");
        try (Program allow = Program.start("plugins", "allow", jar.toString(), "--data", data.toString())) {
            assertThat(allow.exitCode()).describedAs(allow.output()).isZero();
        }
        Files.copy(jar, Files.createDirectories(data.resolve("plugins")).resolve("ticker.jar"));

        Vertx vertx = Vertx.vertx();
        try {
            int port = vertx.createHttpServer()
                    .webSocketHandler(venue -> serve(vertx, venue))
                    .listen(0, "127.0.0.1")
                    .await()
                    .actualPort();
            Path config = Files.writeString(
                    folder.resolve("feedwarden.yaml"),
                    block(guide, "yaml").replace(":9000", ":" + port) + "http: {port: 0}\n");
            try (Program run = Program.start("run", "--config", config.toString())) {
                run.until("/api/status", answer -> {
                    JsonObject feed = answer.getJsonArray("feeds").getJsonObject(0);
                    return feed.getBoolean("flowing")
                            && feed.getString("state").equals("healthy")
                            && feed.getInteger("errorsLastHour") > 0
                            && answer.getJsonObject("journal").getLong("accepted") > 1;
                });
                assertThat(run.get(run.address() + "/metrics"))
                        .containsPattern("feedwarden_feed_faults_total\\{[^}]*kind=\"plugin\"[^}]*\\} [1-9]");
            }
        } finally {
            vertx.close().await();
        }
    }

    /** The venue of the guide: acknowledges, sends one frame of no sense, then prices of each symbol for as long as it is asked. */
    private static void serve(Vertx vertx, ServerWebSocket venue) {
        venue.textMessageHandler(text -> {
            JsonArray symbols = new JsonObject(text).getJsonArray("subscribe");
            venue.writeTextMessage(new JsonObject().put("subscribed", symbols).encode());
            venue.writeTextMessage("no JSON at all");
            long prices = vertx.setPeriodic(1, PRICES_MILLIS, tick -> price(venue, symbols));
            venue.closeHandler(closed -> vertx.cancelTimer(prices));
        });
    }

    private static void price(ServerWebSocket venue, JsonArray symbols) {
        for (Object symbol : symbols) {
            venue.writeTextMessage(new JsonObject()
                    .put("symbol", symbol)
                    .put("ms", System.currentTimeMillis())
                    .put("bid", 1.5)
                    .put("ask", 1.6)
                    .encode());
        }
    }

    private Path build(String source, String manifest) throws Exception {
        Path file = Files.writeString(folder.resolve("TickerFeed.java"), source);
        Path main = Files.writeString(folder.resolve("MANIFEST.MF"), manifest);
        Path classes = Files.createDirectory(folder.resolve("classes"));
        Path jar = folder.resolve("ticker.jar");
        String lib = Path.of("target", "feedwarden", "lib").toAbsolutePath() + "/*";
        run(
                "javac",
                "--release",
                "17",
                "-processor",
                "org.pf4j.processor.ExtensionAnnotationProcessor",
                "-cp",
                lib,
                "-d",
                classes.toString(),
                file.toString());
        run("jar", "--create", "--file", jar.toString(), "--manifest", main.toString(), "-C", classes.toString(), ".");
        try (Stream<Path> built = Files.walk(classes)) {
            assertThat(built).anyMatch(path -> path.endsWith("META-INF/extensions.idx"));
        }
        return jar;
    }

    /** Runs a program of the JDK. */
    private static void run(String... command) throws Exception {
        command[0] = Path.of(System.getProperty("java.home"), "bin", command[0]).toString();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).describedAs(said).isZero();
    }

    /** The first block of a language. */
    private static String block(String guide, String language) {
        Matcher matcher = Pattern.compile("```" + language + "\\n(.*?)```", Pattern.DOTALL)
                .matcher(guide);
        assertThat(matcher.find()).describedAs("a block of %s", language).isTrue();
        return matcher.group(1);
    }
}
