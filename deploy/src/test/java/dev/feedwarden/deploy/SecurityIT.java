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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole program under the eyes of somebody who means no good. Each control has a test that fails when the control is
 * taken out:
 *
 * <table>
 *   <caption>Controls and their tests</caption>
 *   <tr><th>control</th><th>test</th></tr>
 *   <tr><td>only users act; nobody does where there are none</td><td>{@code SignInTest.action_*}, and here</td></tr>
 *   <tr><td>other hosts read by name only; signed-in reading</td><td>{@code AccessReaderTest}, {@code
 *       SignInTest.read_*}</td></tr>
 *   <tr><td>requests from other sites</td><td>{@code SignInTest.action_withoutTheSessionsToken_is403}, {@code
 *       action_fromAnotherSitesPage_*}, {@code WebServerTest.service_postFromAnotherSitesPage_isRefused}</td></tr>
 *   <tr><td>DNS rebinding</td><td>{@code WebServerTest.loopbackServer_answersOnlyToItsNames}</td></tr>
 *   <tr><td>guessing passwords and tokens</td><td>{@code SignInTest.signIn_sixthTryInAMinute_*}, {@code token_*}, {@code
 *       AccessTest.tries_*}</td></tr>
 *   <tr><td>cookie and session limits</td><td>{@code SignInTest.signIn_cookie_*}, {@code AccessTest.session_*}</td></tr>
 *   <tr><td>size of head, address and body; slow senders; connections per address; no HTTP/2 in clear</td><td>{@code
 *       ConnectionGuardTest}</td></tr>
 *   <tr><td>path traversal</td><td>{@code ConnectionGuardTest.path_thatLeavesThePage_findsNothing}</td></tr>
 *   <tr><td>header injection in mails</td><td>{@code HeaderTextTest}, {@code MailComposerTest}</td></tr>
 *   <tr><td>lines injected into the audit and the log</td><td>{@code KeptAuditTest}</td></tr>
 *   <tr><td>script in a name</td><td>here, {@code BrowserIT.run_hostileTexts_*}, {@code inlineScript_*}</td></tr>
 *   <tr><td>allow-list of plugins</td><td>{@code AllowListTest}</td></tr>
 *   <tr><td>hostile YAML</td><td>{@code HostileFilesTest}</td></tr>
 *   <tr><td>secrets stay unseen</td><td>here, {@code AccessReaderTest}</td></tr>
 * </table>
 */
class SecurityIT {

    private static final String PASSWORD = "canary-password-of-ada";
    private static final String GUESS = "canary-guess-typed-by-mistake";
    private static final String TOKEN = "canary-token-of-the-robot-0123456789";
    private static final String MAIL = "canary-of-the-mail-server";
    private static final String STORE = "canary-of-the-database";
    private static final String CACHE = "canary-of-the-cache";
    private static final List<String> CANARIES = List.of(PASSWORD, GUESS, TOKEN, MAIL, STORE, CACHE);
    private static final String HOSTILE = "<img src=x onerror=globalThis.ran=true>";

    @TempDir
    private static Path folder;

    private static Program run;
    private static String address;
    private static String hash;

    @BeforeAll
    static void start() throws Exception {
        hash = hash();
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        Files.writeString(folder.resolve("guess"), "a-token-that-nobody-has-0123456789\n");
        Path config = Files.writeString(folder.resolve("feedwarden.yaml"), """
                data: run
                feeds:
                  deribit: {plugin: deribit, url: "ws://127.0.0.1:1/ws/api/v2"}
                sinks:
                  store: {plugin: postgres, uri: "${env:DATABASE}", table: quotes}
                  cache: {plugin: redis, uri: "redis://127.0.0.1:1", password: "${env:CACHE}"}
                mail: {host: 127.0.0.1, port: 1, user: me, password: "${env:MAIL}", from: a@example.com, to: b@example.com}
                users:
                  ada: {password: "%s"}
                  robot: {token: "${file:token}"}
                """.formatted(hash));
        run = Program.start(
                Map.of(
                        "DATABASE",
                        "postgresql://me:" + STORE + "@127.0.0.1:1/ticks",
                        "CACHE",
                        CACHE,
                        "MAIL",
                        MAIL,
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
    }

    @Test
    void command_tokenOfAUser_actsAndAStrangersDoesNot() throws Exception {
        assertThat(act("guess", "stranger")).isEqualTo(1);

        act("token", "from the command line");

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
            page.click("#sign-in-box summary");
            page.evaluate("document.querySelector('#sign-in-user').value = 'ada'");
            page.evaluate("document.querySelector('#sign-in-password').value = '" + PASSWORD + "'");
            page.evaluate("document.querySelector('#sign-in-password').focus()");
            page.press("Enter", 13, "\r");
            page.until("document.querySelectorAll('[data-action]').length === 5");
            assertThat(page.text("#account-name")).isEqualTo("Signed in as ada");
            assertThat(page.evaluate("document.cookie"))
                    .describedAs("unseen by scripts")
                    .isEqualTo("");

            page.evaluate("document.querySelector('[data-action=restart-streams]').focus()");
            page.press("Enter", 13, "\r");
            page.until("document.querySelector('#act').open");
            page.evaluate("document.querySelector('#act-why').value = '" + HOSTILE + "'");
            page.evaluate("document.querySelector('#act-why').focus()");
            page.press("Enter", 13, "\r");
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
            page.click("#sign-out");
            page.until("document.querySelectorAll('[data-action]').length === 0");
        }
    }

    @Test
    void secrets_wholeRun_standNowhere() throws Exception {
        run.until("/api/outbox", body -> body.encode().contains("\"attempts\":1"));
        run.until("/api/status", body -> body.getString("level").equals("red"));
        signIn(GUESS);
        signIn(PASSWORD);

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
                    .doesNotContain(CANARIES)
                    .doesNotContain(hash);
        }
        assertThat(run.output())
                .contains("event=sign-in-refused")
                .doesNotContain(CANARIES)
                .doesNotContain(hash);
        try (Stream<Path> files = Files.walk(folder.resolve("run"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file, ISO_8859_1))
                        .describedAs("%s", file)
                        .doesNotContain(CANARIES);
            }
        }
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

    private static int act(String tokenFile, String why) throws Exception {
        try (Program action = Program.start(
                "action",
                "deribit",
                "restart-streams",
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
        Process process = new ProcessBuilder(
                        Path.of("feedwarden").toAbsolutePath().toString(), "action", "hash-password")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var in = process.outputWriter()) {
            in.write(PASSWORD + "\n");
        }
        String printed = new String(process.getInputStream().readAllBytes(), ISO_8859_1).strip();
        assertThat(printed).startsWith("$pbkdf2$it=210000$").doesNotContain(PASSWORD);
        return printed;
    }
}
