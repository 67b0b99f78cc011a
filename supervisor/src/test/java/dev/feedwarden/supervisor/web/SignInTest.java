package dev.feedwarden.supervisor.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.access.Tries;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may act, and that nobody else may: sign-in, sessions, tokens, requests from other sites, guessing. */
class SignInTest {

    private static final String ACT = "/api/feeds/deribit/actions/reconnect";
    private static final String RIGHT = "{\"user\":\"ada\",\"password\":\"" + Door.PASSWORD + "\"}";
    private static final String WRONG = "{\"user\":\"ada\",\"password\":\"guess\"}";

    private Door door = open(WebServer.Read.OPEN);

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void action_nobodySignedIn_is401AndNothingIsDone() throws Exception {
        assertThat(door.send(door.post(ACT, "{}")).statusCode()).isEqualTo(401);
        assertThat(door.send(door.post(ACT, "{}").header("Cookie", "feedwarden-session=guess"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(door.done).isEmpty();
    }

    @Test
    void action_noUserConfigured_is403WhateverIsSent() throws Exception {
        reopen(Door.address(WebServer.Read.OPEN, List.of(), null), List.of());

        HttpResponse<String> answer = door.send(door.post(ACT, "{}").header("Authorization", "Bearer " + Door.TOKEN));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("no user is configured");
        assertThat(door.send(door.post("/api/session", RIGHT)).statusCode()).isEqualTo(403);
        assertThat(door.done).isEmpty();
    }

    @Test
    void action_signedInWithTheSessionsToken_isDoneInThatName() throws Exception {
        Signed signed = signIn();

        HttpResponse<String> answer = door.send(
                signed.with(door.post(ACT, "{\"why\":\"it hangs\",\"stream\":\"ETH-1\",\"parameters\":{\"n\":1}}")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getString("detail")).isEqualTo("reconnected");
        assertThat(door.done).containsExactly("ada reconnect deribit/ETH-1 {n=1} it hangs");
        assertThat(door.audited).singleElement().satisfies(line -> {
            assertThat(line.who()).isEqualTo("ada");
            assertThat(line.what()).isEqualTo("sign-in");
        });
    }

    @Test
    void action_withoutTheSessionsToken_is403() throws Exception {
        Signed signed = signIn();

        assertThat(door.send(door.post(ACT, "{}").header("Cookie", signed.cookie))
                        .statusCode())
                .isEqualTo(403);
        assertThat(door.send(door.post(ACT, "{}")
                                .header("Cookie", signed.cookie)
                                .header(SignIn.CSRF, signed.csrf + "x"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(door.done).isEmpty();
    }

    @Test
    void action_fromAnotherSitesPage_is403EvenWithTheToken() throws Exception {
        Signed signed = signIn();

        assertThat(door.send(signed.with(door.post(ACT, "{}")).header("Origin", "http://evil.example"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(door.done).isEmpty();
        assertThat(door.send(signed.with(door.post(ACT, "{}")).header("Origin", door.origin()))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void signIn_fromAnotherSitesPageOrForm_isRefused() throws Exception {
        assertThat(door.send(door.post("/api/session", RIGHT).header("Origin", "null"))
                        .statusCode())
                .isEqualTo(403);
        assertThat(door.send(door.request("/api/session")
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString(RIGHT)))
                        .statusCode())
                .isEqualTo(415);
    }

    @Test
    void signIn_cookie_isForThisSiteAloneAndNotForScripts() throws Exception {
        assertThat(cookie(door.post("/api/session", RIGHT))).contains("HTTPOnly", "SameSite=Strict", "Path=/");
        assertThat(cookie(door.post("/api/session", RIGHT).header("X-Forwarded-Proto", "https")))
                .describedAs("nobody but a proxy of the configuration is believed")
                .doesNotContain("Secure");
    }

    @Test
    void signIn_behindAProxyOverTls_cookieIsSecureAndTriesAreTheVisitors() throws Exception {
        reopen(Door.address(WebServer.Read.OPEN, List.of("127.0.0.1"), null), Door.users());

        assertThat(cookie(door.post("/api/session", RIGHT).header("X-Forwarded-Proto", "https")))
                .contains("Secure");
        for (int i = 0; i < Tries.MOST; i++) {
            door.send(door.post("/api/session", "{}").header("X-Forwarded-For", "spoofed, 192.0.2.1"));
        }
        assertThat(door.send(door.post("/api/session", "{}").header("X-Forwarded-For", "other, 192.0.2.1"))
                        .statusCode())
                .isEqualTo(429);
        assertThat(door.send(door.post("/api/session", "{}").header("X-Forwarded-For", "192.0.2.2"))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void signIn_sixthTryInAMinute_is429EvenWithTheRightPassword() throws Exception {
        for (int i = 0; i < Tries.MOST; i++) {
            assertThat(door.send(door.post("/api/session", WRONG)).statusCode()).isEqualTo(401);
        }

        HttpResponse<String> sixth = door.send(door.post("/api/session", RIGHT).header("X-Forwarded-For", "192.0.2.9"));

        assertThat(sixth.statusCode()).isEqualTo(429);
        assertThat(sixth.headers().firstValue("retry-after")).hasValue("60");
        assertThat(door.send(door.post("/api/session", RIGHT)).statusCode()).isEqualTo(429);
        assertThat(door.audited)
                .singleElement()
                .satisfies(line -> assertThat(line.result()).startsWith("refused"));
        timers(Tries.WINDOW);
        assertThat(door.send(door.post("/api/session", RIGHT)).statusCode()).isEqualTo(200);
    }

    @Test
    void token_rightOne_actsAndAWrongOneCostsATry() throws Exception {
        assertThat(door.send(door.post(ACT, "").header("Authorization", "Bearer " + Door.TOKEN))
                        .statusCode())
                .isEqualTo(200);
        assertThat(door.done).containsExactly("robot reconnect deribit {} no reason given");
        for (int i = 0; i < Tries.MOST; i++) {
            assertThat(door.send(door.post(ACT, "").header("Authorization", "Bearer guess" + i))
                            .statusCode())
                    .isEqualTo(401);
        }

        assertThat(door.send(door.post(ACT, "").header("Authorization", "Bearer " + Door.TOKEN))
                        .statusCode())
                .isEqualTo(429);
    }

    @Test
    void token_elsewhereThanInItsHeader_isNobodys() throws Exception {
        String basic = Base64.getEncoder().encodeToString(("robot:" + Door.TOKEN).getBytes(UTF_8));
        assertThat(List.of(
                        door.post(ACT + "?token=" + Door.TOKEN + "&access_token=" + Door.TOKEN, "{}"),
                        door.post(ACT, "{\"token\":\"" + Door.TOKEN + "\"}"),
                        door.post(ACT, "{}").header("Authorization", "Basic " + basic),
                        door.post(ACT, "{}").header("Cookie", SignIn.COOKIE + "=" + Door.TOKEN),
                        door.post("/api/session", "{\"user\":\"robot\",\"password\":\"" + Door.TOKEN + "\"}"),
                        door.post("/api/session", "{\"user\":\"ada\",\"password\":\"" + Door.HASH + "\"}")))
                .allSatisfy(
                        request -> assertThat(door.send(request).statusCode()).isEqualTo(401));
        assertThat(door.done).isEmpty();
    }

    @Test
    void token_isNoSession() throws Exception {
        HttpResponse<String> answer =
                door.send(door.request("/api/session").header("Authorization", "Bearer " + Door.TOKEN));

        assertThat(new JsonObject(answer.body()).getString("user")).isEqualTo("robot");
        assertThat(new JsonObject(answer.body()).getString("csrf")).isNull();
        assertThat(answer.headers().firstValue("set-cookie")).isEmpty();
        assertThat(door.send(door.request("/api/session").DELETE().header("Authorization", "Bearer " + Door.TOKEN))
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void upload_isRefusedAndKeptNowhere() throws Exception {
        String form = "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"../../f\"\r\n\r\nx\r\n--b--\r\n";
        HttpResponse<String> answer = door.send(door.request("/api/session")
                .header("Content-Type", "multipart/form-data; boundary=b")
                .POST(HttpRequest.BodyPublishers.ofString(form)));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Path.of("file-uploads")).doesNotExist();
    }

    @Test
    void session_signedOut_isGone() throws Exception {
        Signed signed = signIn();

        assertThat(door.send(door.request("/api/session").DELETE().header("Cookie", signed.cookie))
                        .statusCode())
                .isEqualTo(403);
        assertThat(door.send(signed.with(door.request("/api/session").DELETE())).statusCode())
                .isEqualTo(200);
        assertThat(door.send(signed.with(door.post(ACT, "{}"))).statusCode()).isEqualTo(401);
    }

    @Test
    void events_sessionSignedOut_endAtOnceAndTellNothingMore() throws Exception {
        reopen(Door.address(WebServer.Read.SIGNED_IN, List.of(), null), Door.users());
        Signed signed = signIn();
        try (BufferedReader events = events(signed)) {
            assertThat(door.send(signed.with(door.request("/api/session").DELETE()))
                            .statusCode())
                    .isEqualTo(200);
            door.show(Level.RED);

            assertThat(untilItEnds(events)).doesNotContain("\"level\":\"red\"");
        }
    }

    @Test
    void events_signedInAnew_endForTheSessionBefore() throws Exception {
        reopen(Door.address(WebServer.Read.SIGNED_IN, List.of(), null), Door.users());
        Signed signed = signIn();
        try (BufferedReader events = events(signed)) {
            assertThat(door.send(door.post("/api/session", RIGHT).header("Cookie", signed.cookie))
                            .statusCode())
                    .isEqualTo(200);

            assertThat(untilItEnds(events)).doesNotContain("\"level\":\"red\"");
        }
    }

    @Test
    void events_sessionExpired_endBeforeTheNextBoard() throws Exception {
        reopen(Door.address(WebServer.Read.SIGNED_IN, List.of(), null), Door.users());
        try (BufferedReader events = events(signIn())) {
            timers(Duration.ofMinutes(29));
            door.show(Level.YELLOW);
            assertThat(data(events)).contains("\"level\":\"yellow\"");
            timers(Duration.ofMinutes(1));
            door.show(Level.RED);

            assertThat(untilItEnds(events)).doesNotContain("\"level\":\"red\"");
        }
    }

    @Test
    void events_openToAll_goOnWhenASessionEnds() throws Exception {
        Signed signed = signIn();
        try (BufferedReader events = events(signed)) {
            door.send(signed.with(door.request("/api/session").DELETE()));
            door.show(Level.RED);

            assertThat(data(events)).contains("\"level\":\"red\"");
        }
    }

    @Test
    void session_idleFor30Minutes_isGone() throws Exception {
        Signed signed = signIn();
        timers(Duration.ofMinutes(30));

        assertThat(door.send(signed.with(door.post(ACT, "{}"))).statusCode()).isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/status",
                "/api/events",
                "/api/audit",
                "/api/outbox",
                "/metrics",
                "/health",
                "/feeds/deribit/health",
                "/live/../api/status",
                "/live/x"
            })
    void read_signedInOnly_isRefusedToOthersAndGivenToAToken(String path) throws Exception {
        reopen(Door.address(WebServer.Read.SIGNED_IN, List.of(), null), Door.users());

        assertThat(door.status(door.request(path))).isEqualTo(401);
        assertThat(door.status(door.request("/live"))).isEqualTo(200);
        assertThat(door.status(door.request("/"))).isEqualTo(200);
        assertThat(door.status(door.request(path).header("Authorization", "Bearer " + Door.TOKEN)))
                .isIn(200, 404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/api/feeds/nobody/actions/reconnect | {} | 404",
                "/api/feeds/deribit/actions/reconnect | [] | 400",
                "/api/feeds/deribit/actions/reconnect | {\"why\":1} | 400",
                "/api/feeds/deribit/actions/reconnect | {\"parameters\":1} | 400",
                "/api/feeds/deribit/actions/reconnect | {\"parameters\":{\"n\":null}} | 400",
                "/api/feeds/deribit/actions/reconnect | nonsense | 400"
            })
    void action_badRequest_saysWhatIsExpectedAndDoesNothing(String path, String body, int status) throws Exception {
        assertThat(door.send(door.post(path, body).header("Authorization", "Bearer " + Door.TOKEN))
                        .statusCode())
                .isEqualTo(status);
        assertThat(door.done).isEmpty();
    }

    @Test
    void action_notCarriedOut_is409WithTheReason() throws Exception {
        door.outcome(new Outcome(false, "another action on it is under way"));

        HttpResponse<String> answer = door.send(door.post(ACT, "{}").header("Authorization", "Bearer " + Door.TOKEN));

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(new JsonObject(answer.body()).getString("error")).isEqualTo("another action on it is under way");
    }

    @Test
    void audit_isReadAndNeverWritten() throws Exception {
        assertThat(door.send(door.request("/api/audit")).body())
                .isEqualTo("{\"audit\":[{\"time\":\"2026-11-21T08:00:00Z\",\"who\":\"ladder feed\","
                        + "\"what\":\"reconnect\",\"subject\":\"deribit\",\"why\":\"silent\",\"result\":\"begun\"}]}");
        assertThat(door.send(door.request("/api/audit").DELETE()).statusCode()).isEqualTo(405);
    }

    /** The live stream, after its first board. */
    private BufferedReader events(Signed signed) throws Exception {
        BufferedReader events = door.stream(door.request("/api/events").header("Cookie", signed.cookie));
        assertThat(data(events)).contains("\"level\":\"green\"");
        return events;
    }

    private String untilItEnds(BufferedReader events) throws Exception {
        try {
            return CompletableFuture.supplyAsync(() -> events.lines().collect(Collectors.joining("\n")))
                    .get(60, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            door.close(); // which ends it, so that it can be closed
            throw new AssertionError("the stream goes on", e);
        }
    }

    private static String data(BufferedReader events) throws IOException {
        String line = events.readLine();
        while (line != null && !line.startsWith("data: ")) {
            line = events.readLine();
        }
        return String.valueOf(line);
    }

    private void timers(Duration by) {
        door.timers.advance(by);
    }

    private void reopen(WebServer.Address address, List<dev.feedwarden.supervisor.access.Account> users) {
        door.close();
        door = new Door(address, users);
    }

    private static Door open(WebServer.Read read) {
        return new Door(Door.address(read, List.of(), null), Door.users());
    }

    private String cookie(HttpRequest.Builder request) throws Exception {
        return door.send(request).headers().firstValue("set-cookie").orElseThrow();
    }

    private Signed signIn() throws Exception {
        HttpResponse<String> answer = door.send(door.post("/api/session", RIGHT));
        assertThat(answer.statusCode()).isEqualTo(200);
        String cookie = answer.headers().firstValue("set-cookie").orElseThrow();
        return new Signed(cookie.substring(0, cookie.indexOf(';')), new JsonObject(answer.body()).getString("csrf"));
    }

    private record Signed(String cookie, String csrf) {

        HttpRequest.Builder with(HttpRequest.Builder request) {
            return request.header("Cookie", cookie).header(SignIn.CSRF, csrf);
        }
    }
}
