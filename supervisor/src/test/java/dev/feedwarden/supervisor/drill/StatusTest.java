package dev.feedwarden.supervisor.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import org.junit.jupiter.api.Test;

class StatusTest {

    private static final Status STATUS = new Status(new JsonObject("""
            {
              "feeds": [
                {"id": "deribit", "state": "healthy", "connected": true, "flowing": true},
                {"id": "bybit", "state": "degraded", "connected": true, "flowing": false}
              ],
              "checks": [
                {"id": "database", "level": "green", "readings": {"postgres.reachable": 1.0}},
                {"id": "orders", "level": "grey", "readings": {}}
              ],
              "rules": [
                {"id": "sink", "level": "green"}, {"id": "sink", "level": "red"}, {"id": "clock", "level": "grey"}
              ],
              "incidents": [{"closed": "2026-03-02T10:00:00Z"}],
              "journal": {"id": "j", "accepted": 30, "stored": {"timescale": 20, "archive": 25}}
            }
            """));

    @Test
    void feeds_areTold_andAllOfThemMustFlow() {
        assertThat(STATUS.feed("bybit")).isEqualTo("degraded");
        assertThat(STATUS.feed("nobody")).isEmpty();
        assertThat(STATUS.flows()).isFalse();
    }

    @Test
    void stores_checkWithoutARule_isNoTrouble() {
        assertThat(STATUS.stores()).isTrue();
        assertThat(STATUS.reading("database", "postgres.reachable")).contains(1.0);
        assertThat(STATUS.reading("orders", "postgres.reachable")).isEmpty();
    }

    @Test
    void rule_ofSeveralSubjects_isTheWorst() {
        assertThat(STATUS.rule("sink")).isEqualTo("red");
        assertThat(STATUS.rule("clock")).isEqualTo("grey");
    }

    @Test
    void stored_isThatOfTheSlowestSink() {
        assertThat(STATUS.stored()).isEqualTo(20);
        assertThat(STATUS.stored("archive")).isEqualTo(25);
    }

    @Test
    void quiet_closedIncidentsAreOver() {
        assertThat(STATUS.quiet()).isTrue();
    }
}
