package dev.feedwarden.supervisor.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Acknowledging and silencing through HTTP. */
class IncidentRoutesTest {

    private Door door;

    @BeforeEach
    void open() {
        door = new Door(Door.address(WebServer.Read.OPEN, List.of(), null), Door.users());
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void acknowledge_signedIn_isDoneAndAudited() throws Exception {
        HttpResponse<String> answer =
                send(door.post("/api/incidents/i-7/ack", "{\"for\": \"2h\", \"why\": \"on it\"}"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(new JsonObject(answer.body()).getJsonObject("acknowledged").getString("by"))
                .isEqualTo("robot");
        assertThat(door.desk.asked).containsExactly("robot acknowledges i-7 for PT2H: on it");
        assertThat(door.audited)
                .extracting(entry -> entry.who() + " " + entry.what() + " " + entry.subject() + " " + entry.why())
                .containsExactly("robot acknowledge i-7 on it");
    }

    @Test
    void acknowledge_takenBack_isDone() throws Exception {
        assertThat(send(door.request("/api/incidents/i-7/ack").DELETE()).statusCode())
                .isEqualTo(200);
        assertThat(door.desk.asked).containsExactly("robot takes back i-7");
    }

    @Test
    void silence_madeListedAndEnded() throws Exception {
        HttpResponse<String> made = send(
                door.post("/api/silences", "{\"subject\": \"deribit\", \"for\": \"30m\", \"why\": \"maintenance\"}"));
        assertThat(made.statusCode()).isEqualTo(200);
        JsonObject silence = new JsonObject(made.body());
        assertThat(silence.getString("until"))
                .isEqualTo(Boards.NOW.plusSeconds(1800).toString());
        JsonObject listed = new JsonObject(
                        door.send(door.request("/api/silences")).body())
                .getJsonArray("silences")
                .getJsonObject(0);
        assertThat(listed.getString("by")).isEqualTo("robot");
        assertThat(listed.getBoolean("inForce")).isTrue();

        assertThat(send(door.request("/api/silences/" + silence.getString("id")).DELETE())
                        .statusCode())
                .isEqualTo(200);
        assertThat(new JsonObject(door.send(door.request("/api/silences")).body()).getJsonArray("silences"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/silences          | {"subject": 7}                                  | subject: expected text
            /api/silences          | {"for": "soon"}                                 | for: expected a time span such as 30m, 4h or 2d
            /api/silences          | {"until": "noon"}                               | until: expected a time such as 2026-03-01T10:00:00Z
            /api/silences          | {"for": "1h", "until": "2026-03-01T10:00:00Z"}  | until, for: expected only one of them
            /api/incidents/i-7/ack | {"for": 7}                                      | for: expected a time span such as 30m, 4h or 2d
            /api/incidents/i-7/ack | {"why": 7}                                      | why: expected text
            """)
    void bodyThatMakesNoSense_isRefusedAndNothingIsDone(String path, String body, String error) throws Exception {
        HttpResponse<String> answer = send(door.post(path, body));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new JsonObject(answer.body()).getString("error")).isEqualTo(error);
        assertThat(door.desk.asked).isEmpty();
        assertThat(door.desk.silences()).isEmpty();
        assertThat(door.audited).isEmpty();
    }

    @Test
    void nobodySignedIn_isRefused() throws Exception {
        for (HttpRequest.Builder request : List.of(
                door.post("/api/incidents/i-7/ack", "{}"),
                door.request("/api/incidents/i-7/ack").DELETE(),
                door.post("/api/silences", "{}"),
                door.request("/api/silences/s-1").DELETE())) {
            assertThat(door.send(request).statusCode()).isEqualTo(401);
        }
        assertThat(door.desk.asked).isEmpty();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return door.send(request.header("Authorization", "Bearer " + Door.TOKEN));
    }
}
