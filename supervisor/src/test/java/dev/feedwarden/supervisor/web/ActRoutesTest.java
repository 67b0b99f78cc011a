package dev.feedwarden.supervisor.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.access.ActTokens;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The links in mails, on a server that nobody reads without signing in. */
class ActRoutesTest {

    private Door door;

    @BeforeEach
    void open() {
        door = new Door(Door.address(WebServer.Read.SIGNED_IN, List.of(), null), Door.users());
    }

    @AfterEach
    void close() {
        door.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ACK", "SILENCE"})
    void get_asksAndChangesNothing(String purpose) throws Exception {
        HttpResponse<String> answer = door.send(door.request(link(purpose, "i-7")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<form method=\"post\">", "i-7: deribit-silence, deribit");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                .contains("form-action 'self'");
        assertThat(door.desk.asked).isEmpty();
        assertThat(door.desk.silences()).isEmpty();
        assertThat(door.audited).isEmpty();
    }

    @Test
    void post_acknowledges_asTheRecipientAndIsAudited() throws Exception {
        HttpResponse<String> answer = post(link("ACK", "i-7"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("Acknowledged for 4 hours.");
        assertThat(door.desk.asked)
                .containsExactly("me@example.com (by mail) acknowledges i-7 for PT4H: from the mail of i-7");
        assertThat(door.audited)
                .extracting(entry -> entry.who() + " " + entry.what() + " " + entry.subject())
                .containsExactly("me@example.com (by mail) acknowledge i-7");
        assertThat(door.desk.silences()).as("the token is for one purpose").isEmpty();
    }

    @Test
    void post_silences_ruleAndSubjectOfTheIncident() throws Exception {
        assertThat(post(link("SILENCE", "i-7")).statusCode()).isEqualTo(200);

        assertThat(door.desk.silences()).singleElement().satisfies(one -> {
            assertThat(one.silence().rule()).isEqualTo("deribit-silence");
            assertThat(one.silence().subject()).isEqualTo("deribit");
            assertThat(one.silence().until()).isEqualTo(Boards.NOW.plus(Duration.ofHours(4)));
            assertThat(one.silence().by()).isEqualTo("me@example.com (by mail)");
        });
        assertThat(door.desk.asked).isEmpty();
    }

    @Test
    void tampered_is403() throws Exception {
        String link = link("ACK", "i-7");
        String changed = link.substring(0, 6) + (link.charAt(6) == 'A' ? 'B' : 'A') + link.substring(7);

        assertThat(door.send(door.request(changed)).statusCode()).isEqualTo(403);
        assertThat(post(changed).statusCode()).isEqualTo(403);
        assertThat(post("/act/x").statusCode()).isEqualTo(403);
        assertThat(door.desk.asked).isEmpty();
    }

    @Test
    void lapsed_is410() throws Exception {
        String link = link("ACK", "i-7");
        door.timers.advance(ActTokens.LIFE);

        assertThat(door.send(door.request(link)).statusCode()).isEqualTo(410);
        assertThat(post(link).statusCode()).isEqualTo(410);
        assertThat(door.desk.asked).isEmpty();
    }

    @Test
    void incidentThatIsOver_is410() throws Exception {
        assertThat(post(link("ACK", "i-6")).statusCode()).isEqualTo(410);
        assertThat(door.desk.asked).isEmpty();
    }

    @Test
    void post_fromAnotherSite_is403() throws Exception {
        HttpRequest.Builder request = door.request(link("ACK", "i-7"))
                .header("Origin", "https://evil.example")
                .POST(HttpRequest.BodyPublishers.noBody());

        assertThat(door.send(request).statusCode()).isEqualTo(403);
        assertThat(door.desk.asked).isEmpty();
    }

    @Test
    void everythingElse_stillWantsSigningIn() throws Exception {
        assertThat(door.send(door.request("/api/status")).statusCode()).isEqualTo(401);
        assertThat(door.send(door.request("/act/")).statusCode()).isEqualTo(401);
    }

    private HttpResponse<String> post(String link) throws Exception {
        return door.send(door.request(link).POST(HttpRequest.BodyPublishers.noBody()));
    }

    private String link(String purpose, String incident) {
        return "/act/" + door.tokens.sign(purpose, incident, "me@example.com", door.timers.now());
    }
}
