package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.feedwarden.deploy.PausingSmtp.Taken;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program is killed with a mail in every state of the outbox, and started again: no mail is lost, and the server gets one
 * twice only where it had the final dot and the program had not yet written down the answer; then with the same Message-ID
 * and a note. Each start of the program is the recovery from one kill and the way to the next. A state of its own for what
 * one process has claimed does not exist: a row goes from pending to sending in one step, as only one process sends.
 */
class OutboxKillIT {

    private static final String REPEATABLE = "written down as sending, so that the next process cannot know";
    private static final int CHECKS = 9;

    @TempDir
    private Path folder;

    private final Set<String> broken = ConcurrentHashMap.newKeySet();
    private PausingSmtp smtp;
    private HttpServer site;
    private Path config;

    @BeforeEach
    void begin() throws IOException {
        smtp = new PausingSmtp();
        site = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        site.createContext("/", exchange -> {
            String name = exchange.getRequestURI().getPath().substring(1);
            exchange.sendResponseHeaders(broken.contains(name) ? 500 : 200, -1);
            exchange.close();
        });
        site.start();
        config = folder.resolve("feedwarden.yaml");
    }

    @AfterEach
    void end() throws IOException {
        site.stop(0);
        smtp.close();
    }

    @Test
    void killedInEveryState_noMailIsLost_andOnlyOneThatMayHaveBeenTakenIsRepeated() throws Exception {
        try (Program warden = start("1h")) {
            breakAndAwait(warden, "c1", "sent");
            breakAndAwait(warden, "c2", "pending");
            breakAndAwait(warden, "c3", "pending");
            warden.killAfter(0);
        }
        smtp.pauseAt(".");
        killed("a digest, after its final dot", start("1s"));
        killed("before MAIL was answered", "MAIL", "c4", start("1s"));
        killed("before DATA was answered", "DATA", "c5", start("1s"));
        killed("after the final dot", ".", "c6", start("1s"));
        try (Program warden = start("1s")) {
            warden.until("/api/outbox?limit=100", OutboxKillIT::allSettled);
            smtp.pauseAt(".");
            breaks("c7");
            OutputStream client = smtp.awaitPause();
            signal("-STOP", warden.pid());
            PausingSmtp.say(client, "250 taken");
            warden.killAfter(0);
        }
        try (Program warden = start("1s")) {
            awaitState(warden, " c7:", "sent");
            smtp.refuseNext();
            breakAndAwait(warden, "c8", "dead");
            warden.killAfter(0);
        }
        long recipients;
        try (Program warden = start("1s")) {
            breakAndAwait(warden, "c9", "sent");
            recipients = smtp.count("RCPT");
            assertRows(warden);
            assertThat(warden.terminate()).describedAs(warden.output()).isZero();
        }

        assertTaken("c1", 1);
        assertTaken("2 alerts of 2 incidents", 2);
        assertTaken("c4", 1);
        assertTaken("c5", 1);
        assertTaken("c6", 2);
        assertTaken("c7", 2);
        assertTaken("c9", 1);
        assertThat(smtp.taken()).describedAs("nothing else was ever sent").hasSize(10);
        assertThat(recipients)
                .describedAs(
                        "what was dead is not tried again: ten mails, one that was not let in, one stopped at DATA")
                .isEqualTo(12);
        for (String later : List.of("c4", "c5")) {
            assertThat(mails(later)).describedAs(REPEATABLE).allMatch(Taken::mayBeARepeat);
        }
    }

    /** Breaks a check, and kills the program while it waits for the answer to a command. */
    private void killed(String where, String command, String check, Program program) throws Exception {
        try (Program warden = program) {
            warden.until("/api/outbox?limit=100", OutboxKillIT::allSettled);
            smtp.pauseAt(command);
            breaks(check);
            killWhenPaused(where, warden);
        }
    }

    private void killed(String where, Program program) throws Exception {
        try (Program warden = program) {
            killWhenPaused(where, warden);
        }
    }

    private void killWhenPaused(String where, Program warden) throws Exception {
        smtp.awaitPause();
        assertThat(rows(warden.until("/api/outbox?limit=100", outbox -> true)))
                .describedAs(where)
                .filteredOn(row -> row.getString("state").equals("sending"))
                .hasSize(1);
        warden.killAfter(0);
    }

    private void breakAndAwait(Program warden, String check, String state) throws Exception {
        breaks(check);
        awaitState(warden, " " + check + ":", state);
    }

    private void breaks(String check) {
        broken.add(check);
    }

    private static void awaitState(Program warden, String subject, String state) throws Exception {
        warden.until(
                "/api/outbox?limit=100",
                outbox -> rows(outbox).stream()
                        .anyMatch(row -> row.getString("subject").contains(subject)
                                && row.getString("state").equals(state)));
    }

    private static boolean allSettled(JsonObject outbox) {
        return rows(outbox).stream()
                .allMatch(row -> Set.of("sent", "dead", "folded").contains(row.getString("state")));
    }

    private static List<JsonObject> rows(JsonObject outbox) {
        return outbox.getJsonArray("mails").stream().map(JsonObject.class::cast).toList();
    }

    private static void assertRows(Program warden) throws Exception {
        List<JsonObject> rows = rows(warden.until("/api/outbox?limit=100", OutboxKillIT::allSettled));
        assertThat(rows).describedAs("a mail for each trouble, and a digest").hasSize(CHECKS + 1);
        assertThat(rows.stream().collect(Collectors.groupingBy(row -> row.getString("state"), Collectors.counting())))
                .containsOnly(Map.entry("sent", 7L), Map.entry("folded", 2L), Map.entry("dead", 1L));
    }

    private void assertTaken(String subject, int times) {
        List<Taken> mails = mails(subject);
        assertThat(mails).describedAs("mails of %s", subject).hasSize(times);
        assertThat(mails.stream().map(mail -> mail.header("Message-ID")).distinct())
                .hasSize(1);
        assertThat(mails.stream().skip(1))
                .describedAs("the repeat of %s says so", subject)
                .allMatch(Taken::mayBeARepeat);
        if (times > 1) {
            assertThat(mails.get(0).mayBeARepeat()).isFalse();
        }
    }

    private List<Taken> mails(String subject) {
        return smtp.taken().stream()
                .filter(mail -> mail.header("Subject").startsWith("[RED] " + subject))
                .toList();
    }

    private static void signal(String signal, long pid) throws Exception {
        Process kill = new ProcessBuilder("kill", signal, Long.toString(pid))
                .inheritIO()
                .start();
        assertThat(kill.waitFor(10, SECONDS)).isTrue();
        assertThat(kill.exitValue()).isZero();
        Path status = Path.of("/proc", Long.toString(pid), "status");
        while (Files.readAllLines(status, US_ASCII).stream().noneMatch(line -> line.matches("State:\\s+T.*"))) {
            Thread.onSpinWait();
        }
    }

    /** @param gather the least time between two mails to one receiver */
    private Program start(String gather) throws IOException {
        // Named as the shipped ones, and so instead of them: nothing else is told of here.
        Files.writeString(folder.resolve("infrastructure.yaml"), """
                version: 1
                rules:
                  site-answers:
                    about: The site does not answer
                    metric: http.reachable
                    of: plugin:http
                    measure: last
                    red: "< 1"
                    mail: [red]
                """);
        Files.writeString(folder.resolve("self.yaml"), """
                version: 1
                rules:
                  self-memory:
                    about: Memory in use
                    metric: memory.heap
                    of: self
                    measure: last
                    info: "> 99%"
                    mail: []
                """);
        String checks = IntStream.rangeClosed(1, CHECKS)
                .mapToObj(i -> "  c%d: {plugin: http, url: \"http://127.0.0.1:%d/c%d\", every: 1s, timeout: 30s}"
                        .formatted(i, site.getAddress().getPort(), i))
                .collect(Collectors.joining("\n"));
        Files.writeString(config, """
                data: run
                rules: [infrastructure.yaml, self.yaml]
                checks:
                %s
                mail: {host: 127.0.0.1, port: %d, starttls: disabled, gather: %s, from: a@example.com, to: b@example.com}
                """.formatted(checks, smtp.port(), gather));
        return Program.start("run", "--port", "0", "--config", config.toString());
    }
}
