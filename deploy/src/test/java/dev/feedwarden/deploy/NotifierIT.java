package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.feedwarden.api.kit.FreePort;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole program, a mail server that is not there at first, two webhooks and an outside watcher on loopback. */
class NotifierIT {

    private static final int WAIT_SECONDS = 150;

    private static final String ABOUT = "The program uses memory";

    @TempDir
    private Path folder;

    private final Map<String, BlockingQueue<String>> calls = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void serve() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        for (String path : List.of("/ops", "/phone", "/beat")) {
            calls.put(path, new LinkedBlockingQueue<>());
            server.createContext(path, exchange -> {
                calls.get(path).add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
        }
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void mailIsDown_killedInBetween_standInIsToldOnce_andOnceThatMailWorks() throws Exception {
        int port = FreePort.find();
        try (Program warden = Program.loop(
                "run",
                "--port",
                String.valueOf(FreePort.find()),
                "--config",
                config(port).toString())) {
            await("/ops", ABOUT);
            await("/phone", "[RED] mail: ");
            // What is not written down as sent is told again by the next process.
            warden.until(
                    "/api/outbox", body -> sent(body, "phone", "[RED] mail: ") == 1 && sent(body, "ops", ABOUT) == 1);
            warden.killInTheLoop();

            try (MailBox box = MailBox.at(port)) {
                box.await(0, mail -> mail.subject().contains(ABOUT), Duration.ofSeconds(WAIT_SECONDS));
                await("/phone", "[GREEN] mail: works again");
                warden.until("/api/outbox", body -> sent(body, "mail", ABOUT) == 1 && sent(body, "ops", ABOUT) == 1);
                assertThat(box.texts()).filteredOn(text -> text.contains(ABOUT)).hasSize(1);
            }
            assertThat(calls.get("/phone")).noneMatch(body -> body.contains(" mail: "));
            assertThat(calls.get("/ops")).noneMatch(body -> body.contains(ABOUT));
            assertThat(calls.get("/beat").poll(WAIT_SECONDS, TimeUnit.SECONDS)).isNotNull();
            assertThat(warden.terminate()).isZero();
        }
    }

    private static long sent(JsonObject body, String channel, String subject) {
        return body.getJsonArray("mails").stream()
                .map(JsonObject.class::cast)
                .filter(mail -> mail.getString("channel").equals(channel)
                        && mail.getString("subject").contains(subject)
                        && mail.getString("state").equals("sent"))
                .count();
    }

    /** Waits for a call whose subject says so, and passes over what else is told. */
    private void await(String path, String subject) throws InterruptedException {
        while (true) {
            String body = calls.get(path).poll(WAIT_SECONDS, TimeUnit.SECONDS);
            if (body == null) {
                throw new AssertionError("no call of " + path + " that says '" + subject + "'");
            }
            if (new JsonObject(body).getString("subject").contains(subject)) {
                return;
            }
        }
    }

    /** The one rule is red at once, and stays so: the program uses memory. */
    private Path config(int mailPort) throws IOException {
        Files.writeString(folder.resolve("red.yaml"), """
                version: 1
                rules:
                  always-red:
                    about: The program uses memory
                    metric: memory.heap
                    of: self
                    measure: last
                    red: "> 0%"
                    mail: [red]
                """);
        String hook = "http://127.0.0.1:" + server.getAddress().getPort();
        return Files.writeString(folder.resolve("feedwarden.yaml"), """
                data: run
                rules: [red.yaml]
                mail: {host: 127.0.0.1, port: %d, starttls: disabled, from: warden@example.com, to: [me@example.com]}
                notifiers:
                  ops: {plugin: http, url: "%s/ops", allow_http: true, allow_private: true}
                  phone: {plugin: http, url: "%s/phone", allow_http: true, allow_private: true, when: mail-down, after: 1s}
                routes:
                  - {to: [me@example.com, ops], rule: always-red}
                services:
                  watcher: {plugin: http, url: "%s/beat", allow_http: true, allow_private: true, every: 10s}
                """.formatted(mailPort, hook, hook, hook));
    }
}
