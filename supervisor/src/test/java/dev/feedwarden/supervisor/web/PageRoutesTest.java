package dev.feedwarden.supervisor.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.web.WebServer.Read;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PageRoutesTest {

    private @Nullable Door door;

    @AfterEach
    void close() {
        if (door != null) {
            door.close();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/ | <td>1180</td> | Stored in files",
                "/feeds/deribit | 711280073.quotes | healthy",
                "/feeds/deribit/streams/711280073.quotes | data_flowing | true",
                "/incidents | deribit-silence | Incidents",
                "/silences | None. | Silences",
                "/history | 99.965 % | 99.947 %",
                "/rules | &gt; 5MB, left at &lt; 4MB | /rules/size",
                "/rules/size | case.bytes | Subjects",
                "/plugins | Plugins | None.",
                "/outbox | [RED] deribit | kept",
                "/audit | ladder feed | reconnect",
                "/settings | feedwarden.yaml | Settings",
            })
    void view_withoutAScript_hasItsFactsAsATable(String path, String one, String other) throws Exception {
        HttpResponse<String> answer = open(Read.OPEN, path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
        assertThat(answer.body())
                .contains(one, other, "● All is well: every feed flows.", "<nav")
                .doesNotContain("{{", "style=", "<script>")
                .doesNotContainPattern("<script(?![^>]* src=)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/feeds/nobody",
                "/feeds/deribit/streams/none",
                "/incidents/i-99",
                "/rules/none",
                "/assets/none.js"
            })
    void view_ofWhatIsNotThere_is404(String path) throws Exception {
        assertThat(open(Read.OPEN, path).statusCode()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/feeds/deribit", "/settings", "/audit"})
    void view_readByThoseSignedInOnly_isTheFrameAloneForOthers(String path) throws Exception {
        HttpResponse<String> answer = open(Read.SIGNED_IN, path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("Sign in to read this page.")
                .doesNotContain("All is well", "1180", "feedwarden.yaml", "ladder feed");
        assertThat(door.send(door.request(path).header("Authorization", "Bearer " + Door.TOKEN))
                        .body())
                .contains("All is well");
    }

    @Test
    void publicStatus_ofAServerReadByThoseSignedIn_isForAllAndTellsNoInternals() throws Exception {
        HttpResponse<String> page = open(Read.PUBLIC_STATUS, "/public");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body())
                .contains("● All data flows.", "deribit", "operational", "maintenance apart", "<rect class=\"red\"")
                .doesNotContain("1180", "deribit-silence", "connection-lost", "711280073", "<script", "{{");
        assertThat(door.send(door.request("/badge.svg")).body()).contains("<svg", "data feeds: operational", "#14713d");
        assertThat(door.send(door.request("/badge/deribit.svg")).body()).contains("deribit: operational");
        assertThat(door.send(door.request("/badge/nobody.svg")).statusCode()).isEqualTo(404);
        assertThat(door.send(door.request("/api/status")).statusCode()).isEqualTo(401);
    }

    @Test
    void publicStatus_notChosen_wantsASignIn() throws Exception {
        assertThat(open(Read.SIGNED_IN, "/public").statusCode()).isEqualTo(401);
        assertThat(door.send(door.request("/badge.svg")).statusCode()).isEqualTo(401);
    }

    @Test
    void rulesLastDay_isDrawnWithItsThresholdsAndWhatWouldHaveFired() throws Exception {
        JsonObject day = new JsonObject(open(Read.OPEN, "/api/rules/size/day").body());

        assertThat(day.getString("unit")).isEqualTo("bytes");
        assertThat(day.getJsonArray("thresholds").encode())
                .isEqualTo("[{\"level\":\"red\",\"sign\":\">\",\"bound\":5000000.0}]");
        JsonObject subject = day.getJsonArray("subjects").getJsonObject(0);
        assertThat(subject.getString("subject")).isEqualTo("a");
        assertThat(subject.getJsonArray("values")).hasSize(DayCurves.STEPS).endsWith(5e6, 9e6);
        JsonObject firing = day.getJsonArray("firings").getJsonObject(0);
        assertThat(day.getInteger("fired")).isEqualTo(1);
        assertThat(firing.getString("level")).isEqualTo("red");
        assertThat(firing.getString("from")).isEqualTo("2026-11-21T07:56:10Z");
        assertThat(firing.getValue("to")).isNull();
    }

    @Test
    void html_hostileText_isText() {
        String html = new Html()
                .table("<b>", List.of("<i>"), List.of(List.of(new Html.Cell("<img src=x>", "/\"onclick='x"))))
                .toString();

        assertThat(html)
                .contains("&lt;img src=x&gt;", "&lt;b&gt;", "&lt;i&gt;", "/&quot;onclick=&#39;x")
                .doesNotContain("<img", "<b>", "<i>");
    }

    private HttpResponse<String> open(Read read, String path) throws Exception {
        door = new Door(Door.address(read, List.of(), null), Door.users());
        return door.send(door.request(path));
    }
}
