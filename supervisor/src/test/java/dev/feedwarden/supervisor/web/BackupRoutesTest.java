package dev.feedwarden.supervisor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.feedwarden.supervisor.recovery.AuditEntry;
import dev.feedwarden.supervisor.web.WebServer.Read;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BackupRoutesTest {

    private final Door door = new Door(Door.address(Read.OPEN, List.of(), null), Door.users());

    @AfterEach
    void stop() {
        door.close();
    }

    @Test
    void post_nobodySignedIn_makesNothing() throws Exception {
        HttpResponse<String> answer = door.send(post());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(door.backups.begun).isZero();
        assertThat(door.audited).isEmpty();
    }

    @Test
    void post_withAToken_beginsOneAtATimeAndIsInTheAudit() throws Exception {
        assertThat(door.send(post().header("Authorization", "Bearer " + Door.TOKEN))
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> second = door.send(post().header("Authorization", "Bearer " + Door.TOKEN));

        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(new JsonObject(second.body()).getString("error")).isEqualTo("a backup is being made already");
        assertThat(door.backups.begun).isEqualTo(1);
        assertThat(door.audited)
                .extracting(AuditEntry::who, AuditEntry::what, AuditEntry::result)
                .containsExactly(
                        tuple("robot", "backup", "begun"),
                        tuple("robot", "backup", "not carried out: one is being made already"));
    }

    private HttpRequest.Builder post() {
        return door.request("/api/backups").POST(HttpRequest.BodyPublishers.noBody());
    }
}
