package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program under the eyes of somebody who means no good: who acts from the command line and on the page, names that
 * are script, and secrets, which must stand nowhere. Every control and the test that fails without it are in
 * {@code deploy/SECURITY.md}.
 */
class SecurityIT {

    private static final String PASSWORD = "canary-password-of-ada";
    private static final String GUESS = "canary-guess-typed-by-mistake";
    private static final String TOKEN = "canary-token-of-the-robot-0123456789";
    private static final String MAIL = "canary-of-the-mail-server";
    private static final String STORE = "canary-of-the-database";
    private static final String CACHE = "canary-of-the-cache";
    private static final String HOOK = "canary-in-the-address-of-the-hook";
    private static final String KEY = "canary-that-signs-what-the-hook-gets";
    private static final String WATCHER = "canary-in-the-address-of-the-watcher";
    private static final List<String> CANARIES =
            List.of(PASSWORD, GUESS, TOKEN, MAIL, STORE, CACHE, HOOK, KEY, WATCHER);

    /** What a canary looks like where programs write it down in another way. */
    private static final List<String> DISGUISES = CANARIES.stream()
            .flatMap(canary -> Stream.of(
                    canary,
                    Base64.getEncoder().withoutPadding().encodeToString(canary.getBytes(ISO_8859_1)),
                    Base64.getEncoder().withoutPadding().encodeToString(("\0me\0" + canary).getBytes(ISO_8859_1))))
            .toList();

    private static final String HOSTILE = "<img src=x onerror=globalThis.ran=true>";

    @TempDir
    private static Path folder;

    private static MailBox mails;
    private static Program run;
    private static String address;
    private static String hash;

    @BeforeAll
    static void start() throws Exception {
        hash = hash();
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        Files.writeString(folder.resolve("guess"), "a-token-that-nobody-has-0123456789\n");
        mails = MailBox.asking(MAIL);
        Path config = Files.writeString(folder.resolve("feedwarden.yaml"), """
                data: run
                time_scale: 0.05
                feeds:
                  deribit: {plugin: deribit, url: "ws://127.0.0.1:1/ws/api/v2"}
                sinks:
                  store: {plugin: postgres, uri: "${env:DATABASE}", table: quotes}
                  cache: {plugin: redis, uri: "redis://127.0.0.1:1", password: "${env:CACHE}"}
                checks:
                  database: {plugin: postgres, uri: "${env:DATABASE}", every: 1s}
                  memory: {plugin: redis, uri: "redis://127.0.0.1:1", password: "${env:CACHE}", every: 1s}
                actions:
                  call: {plugin: http, secret_url: "https://127.0.0.1:1/${env:HOOK}", key: "${env:KEY}", allow_private: true}
                services:
                  watcher: {plugin: http, secret_url: "https://127.0.0.1:1/${env:WATCHER}", allow_private: true, every: 10s}
                mail: {host: 127.0.0.1, port: %d, starttls: disabled, user: me, password: "${env:MAIL}", from: a@example.com, to: b@example.com}
                users:
                  ada: {password: "%s"}
                  robot: {token: "${file:token}"}
                """.formatted(mails.port(), hash));
        run = Program.start(
                Map.of(
                        "DATABASE",
                        "postgresql://me:" + STORE + "@127.0.0.1:1/ticks",
                        "CACHE",
                        CACHE,
                        "MAIL",
                        MAIL,
                        "HOOK",
                        HOOK,
                        "KEY",
                        KEY,
                        "WATCHER",
                        WATCHER,
                        "FEEDWARDEN_LOG",
                        "DEBUG"),
                "run",
                "--port",
                "0",
                "--config",
                config.toString());
        address = run.address();
    }

    @AfterAll
    static void stop() throws Exception {
        if (run != null) {
            run.close();
        }
        if (mails != null) {
            mails.close();
        }
    }

    @Test
    void command_tokenOfAUser_actsAndAStrangersDoesNot() throws Exception {
        assertThat(act("guess", "restart-streams", "stranger")).isEqualTo(1);

        act("token", "restart-streams", "from the command line");

        JsonArray audit = run.until("/api/audit", body -> body.encode().contains("carried out"))
                .getJsonArray("audit");
        assertThat(audit.encode())
                .contains("\"who\":\"robot\"", "from the command line")
                .doesNotContain("stranger");
        assertThat(run.post(address + "/api/feeds/deribit/actions/reconnect", ""))
                .isEqualTo(401);
    }

    @Test
    void page_actedOnByKeyboard_showsHostileNamesAsText() throws Exception {
        Optional<Path> program = Browser.program();
        assumeTrue(program.isPresent(), "SKIPPED: no chromium on the PATH, so nobody looks at the page");
        try (Browser browser = Browser.start(program.orElseThrow(), Files.createDirectory(folder.resolve("profile")));
                Page page = browser.page()) {
            page.visit(address);
            page.until("!document.querySelector('#account').hidden");
            assertThat(page.evaluate("document.querySelectorAll('[data-action]').length"))
                    .describedAs("no buttons for strangers")
                    .isEqualTo(0);
            enter(page, "#sign-in-box summary");
            page.until("document.querySelector('#sign-in-box').open");
            page.evaluate("document.querySelector('#sign-in-user').value = 'ada'");
            page.evaluate("document.querySelector('#sign-in-password').value = '" + PASSWORD + "'");
            enter(page, "#sign-in-password");
            page.until("document.querySelectorAll('[data-action]').length === 5");
            assertThat(page.text("#account-name")).isEqualTo("Signed in as ada");
            assertThat(page.evaluate("document.cookie"))
                    .describedAs("unseen by scripts")
                    .isEqualTo("");

            enter(page, "[data-action=restart-streams]");
            page.until("document.querySelector('#act').open");
            page.evaluate("document.querySelector('#act-why').value = '" + HOSTILE + "'");
            enter(page, "#act-why");
            page.until("document.querySelector('#account-result').textContent.startsWith('restart-streams deribit:')");
            page.visit(address + "/audit");
            page.until("document.querySelector('#audit')?.textContent.includes('" + HOSTILE + "')");
            page.evaluate("fetch('/api/session').then(a => a.json()).then(s =>"
                    + " fetch('/api/feeds/deribit/actions/restart-streams', {method: 'POST', headers:"
                    + " {'content-type': 'application/json', 'x-csrf-token': s.csrf},"
                    + " body: JSON.stringify({stream: 'ETH-" + HOSTILE + "'})})).then(() => true)");
            page.until("document.querySelector('#audit').textContent.includes('deribit/ETH-" + HOSTILE + "')");

            assertThat(page.evaluate("document.querySelectorAll('main img').length"))
                    .isEqualTo(0);
            assertThat(page.evaluate("globalThis.ran === undefined")).isEqualTo(true);
            assertThat(page.text("#audit")).contains("ada", "restart-streams");
            page.visit(address);
            page.until("document.querySelectorAll('[data-action]').length === 5");
            enter(page, "#sign-out");
            page.until("document.querySelectorAll('[data-action]').length === 0");
        }
    }

    @Test
    void secrets_wholeRun_standNowhere() throws Exception {
        act("token", "call", "tell somebody");
        signIn(GUESS);
        signIn(PASSWORD);
        run.until("/api/audit", body -> body.encode().contains("not called: "));
        run.until("/api/outbox", body -> body.encode().contains("\"state\":\"sent\""));
        run.until("/api/status", body -> body.getString("level").equals("red"));

        for (String path : List.of(
                "/",
                "/incidents",
                "/history",
                "/rules",
                "/plugins",
                "/outbox",
                "/audit",
                "/settings",
                "/feeds/deribit",
                "/public",
                "/assets/app.js",
                "/api/status",
                "/api/settings",
                "/api/history",
                "/api/pulse",
                "/api/feeds/deribit",
                "/api/incidents",
                "/api/outbox",
                "/api/plugins",
                "/api/rules",
                "/api/audit",
                "/api/session",
                "/api/completeness",
                "/api/options/ETH",
                "/metrics",
                "/health",
                "/system/health",
                "/feeds/deribit/health")) {
            assertThat(run.get(address + path))
                    .describedAs(path)
                    .doesNotContain(DISGUISES)
                    .doesNotContain(hash);
        }
        run.line("event=sign-in-refused");
        assertThat(run.output()).doesNotContain(DISGUISES).doesNotContain(hash);
        assertThat(mails.texts())
                .isNotEmpty()
                .allSatisfy(mail -> assertThat(mail).doesNotContain(DISGUISES).doesNotContain(hash));
        run.standingStill(() -> {
            try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file, ISO_8859_1))
                            .describedAs("%s", file)
                            .doesNotContain(DISGUISES);
                }
            }
        });
    }

    @Test
    void secrets_configurationThatIsWrong_standInNoMessage() throws Exception {
        Path config = Files.writeString(folder.resolve("wrong.yaml"), """
                feeds:
                  deribit: {plugin: deribit, url: "wss://me:%1$s@localhost:x/"}
                sinks:
                  store: {plugin: postgres, uri: "${env:DATABASE}", tabel: quotes}
                  cache: {plugin: redis, uri: "redis://:%1$s@127.0.0.1:1"}
                  plain: {plugin: redis, password: "%1$s"}
                checks:
                  database: {plugin: postgres, uri: "postgresql://me:%1$s@127.0.0.1:port/ticks"}
                actions:
                  call: {plugin: http, secret_url: "${env:HOOK}", key: "${env:KEY}"}
                  short: {plugin: http, secret_url: "https://hook.example.com/${env:HOOK}", key: "${env:SHORT}"}
                  engine: {plugin: docker, uri: "tcp://me:%1$s@127.0.0.1:1", containers: c, action: stop}
                mail: {host: 127.0.0.1, password: "${env:MAIL}", from: a@example.com, to: b@example.com}
                users:
                  ada: {password: "${env:MAIL}"}
                  eve: {password: "%1$s"}
                  robot: {token: "${env:SHORT}"}
                """.formatted(STORE));
        Map<String, String> environment = Map.of(
                "DATABASE", "postgresql://me:" + STORE + "@127.0.0.1:port/ticks",
                "HOOK", HOOK,
                "KEY", KEY,
                "SHORT", "canary",
                "MAIL", MAIL);
        try (Program check = Program.start(environment, "check", "--config", config.toString());
                Program refused = Program.start(environment, "run", "--port", "0", "--config", config.toString())) {
            assertThat(check.exitCode()).isEqualTo(1);
            assertThat(refused.exitCode()).isEqualTo(1);
            for (Program program : List.of(check, refused)) {
                assertThat(program.output())
                        .contains(
                                "wrong.yaml:2:",
                                "wrong.yaml:4:",
                                "wrong.yaml:5:",
                                "wrong.yaml:6:",
                                "wrong.yaml:8:",
                                "wrong.yaml:10:",
                                "wrong.yaml:11:",
                                "wrong.yaml:12:",
                                "wrong.yaml:13:",
                                "wrong.yaml:15:",
                                "wrong.yaml:16:",
                                "wrong.yaml:17:")
                        .doesNotContain("canary");
            }
        }
    }

    private static void enter(Page page, String selector) throws Exception {
        page.evaluate("document.querySelector('" + selector + "').focus()");
        page.press("Enter", 13, "\r");
    }

    private static void signIn(String password) throws IOException, InterruptedException {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(address + "/api/session"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(new JsonObject()
                                        .put("user", "ada")
                                        .put("password", password)
                                        .encode()))
                                .build(),
                        HttpResponse.BodyHandlers.discarding());
    }

    private static int act(String tokenFile, String what, String why) throws Exception {
        try (Program action = Program.start(
                "action",
                "deribit",
                what,
                "--why",
                why,
                "--url",
                address,
                "--token-file",
                folder.resolve(tokenFile).toString())) {
            return action.exitCode();
        }
    }

    /** As a person makes it, with the program's own command. */
    private static String hash() throws Exception {
        ProcessBuilder command = new ProcessBuilder(
                        Path.of("feedwarden").toAbsolutePath().toString(), "action", "hash-password")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        command.environment().put("FEEDWARDEN_LAUNCH", "plain");
        Process process = command.start();
        try (var in = process.outputWriter()) {
            in.write(PASSWORD + "\n");
        }
        String printed = new String(process.getInputStream().readAllBytes(), ISO_8859_1).strip();
        assertThat(printed).startsWith("$pbkdf2$it=210000$").doesNotContain(PASSWORD);
        return printed;
    }
}
