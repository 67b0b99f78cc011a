package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.supervisor.history.Incident;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Causes, flapping and the threshold of mails, as far as a person hears of them. */
class HeldBackTest {

    private static final String RULES = """
            version: 1
            rules:
              connected:
                about: Connections
                metric: feed.connected
                of: deribit
                measure: last
                red: "< 1"
                mail: [red, green]
              silence:
                about: No tick
                metric: feed.ticks
                of: deribit
                measure: age
                yellow: "> 5s"
                red: "> 10s"
                needs: [connected]
                recover: feed
                mail: [red, green]
            ladders:
              feed:
                steps:
                  - {after: 8s, do: warn}
                  - {after: 15s, do: escalate}
            """;

    @Test
    void turn_causeIsRed_nobodyIsToldOfTheDependant() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            stage.disconnected("deribit");
            stage.seconds(20);

            assertThat(stage.occasions()).containsExactly("REACHED red");
            assertThat(stage.told.get(0).incident().rule()).isEqualTo("connected");
            assertThat(stage.board().rules())
                    .filteredOn(rule -> rule.id().equals("silence"))
                    .singleElement()
                    .satisfies(rule -> assertThat(rule.heldBackBy()).isEqualTo("connected"));
        }
    }

    @Test
    void turn_causeEndsAndTheTroubleLasts_itsAlertComesThenAndNamesTheCause() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            stage.disconnected("deribit");
            stage.seconds(12);
            stage.reconnected("deribit");

            assertThat(stage.occasions()).containsExactly("REACHED red", "RESOLVED green", "REACHED red");
            Incident silence = stage.told.get(2).incident();
            assertThat(silence.rule()).isEqualTo("silence");
            assertThat(texts(silence))
                    .contains("held back: connected is red and the cause")
                    .contains("no longer held back: connected is not red any more");
        }
    }

    @Test
    void turn_escalationWasHeldBack_isToldOnceTheCauseEnds() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            stage.disconnected("deribit");
            stage.seconds(20);
            stage.reconnected("deribit");

            assertThat(stage.occasions()).containsExactly("REACHED red", "RESOLVED green", "ESCALATED red");
        }
    }

    @Test
    void turn_bothEndWithinTheHoldingBack_nobodyIsToldOfTheDependantAtAll() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            stage.disconnected("deribit");
            stage.seconds(12);
            stage.ticks("deribit", 1);
            stage.reconnected("deribit");

            assertThat(stage.occasions()).containsExactly("REACHED red", "RESOLVED green");
            assertThat(stage.incidents())
                    .hasSize(2)
                    .allSatisfy(incident -> assertThat(incident.closed()).isNotNull());
        }
    }

    @Test
    void turn_causeComesAfterTheMail_isNotToldTwice() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            stage.seconds(12);
            assertThat(stage.occasions()).containsExactly("WARNED yellow", "REACHED red");
            stage.disconnected("deribit");
            stage.pass(Duration.ofMillis(10));
            stage.reconnected("deribit");

            assertThat(stage.occasions())
                    .containsExactly("WARNED yellow", "REACHED red", "REACHED red", "RESOLVED green");
        }
    }

    @Test
    void turn_diesWhileHeldBack_theNextProcessTells() {
        Stage first = Stage.of(RULES, Stage.feed("deribit"));
        first.connected("deribit");
        first.ticks("deribit", 1);
        first.disconnected("deribit");
        first.seconds(12);
        try (Stage stage = first.restart()) {
            stage.connected("deribit");
            stage.seconds(12);

            assertThat(stage.told)
                    .filteredOn(one -> one.incident().rule().equals("silence"))
                    .extracting(one -> one.occasion() + " " + one.level().word())
                    .contains("REACHED red");
        }
    }

    @Test
    void changed_flapping_isToldOnceUntilItIsCalm() {
        String rules = """
                version: 1
                rules:
                  connected:
                    about: Connections
                    metric: feed.connected
                    of: deribit
                    measure: last
                    red: "< 1"
                    flap: {changes: 3, per: 1m}
                """;
        try (Stage stage = Stage.of(rules, Stage.feed("deribit"))) {
            stage.connected("deribit");
            for (int i = 0; i < 10; i++) {
                stage.disconnected("deribit");
                stage.reconnected("deribit");
            }
            assertThat(stage.occasions())
                    .containsExactly("REACHED red", "RESOLVED green", "REACHED red", "REACHED red");
            assertThat(stage.told.get(3).value()).endsWith(", flapping");
            assertThat(stage.board().rules().get(0).flapping()).isTrue();
            stage.pass(Duration.ofSeconds(61));

            assertThat(stage.occasions()).hasSize(5).endsWith("RESOLVED green");
        }
    }

    @Test
    void changed_thresholdOfMails_tellsOnceAnIncident() {
        String rules = """
                version: 1
                rules:
                  errors:
                    about: Errors
                    metric: feed.errors
                    of: deribit
                    measure: count over 1m
                    yellow: "> 0"
                    severity: critical
                    mail: {at: "> 2"}
                """;
        try (Stage stage = Stage.of(rules, Stage.feed("deribit"))) {
            stage.connected("deribit");
            for (int i = 0; i < 2; i++) {
                fault(stage);
            }
            assertThat(stage.occasions()).isEmpty();
            fault(stage);
            assertThat(stage.occasions()).containsExactly("REACHED yellow");
            assertThat(stage.told.get(0).severity().word()).isEqualTo("critical");
            stage.seconds(58);
            fault(stage);
            stage.seconds(10);
            fault(stage);
            fault(stage);
            assertThat(stage.occasions()).containsExactly("REACHED yellow");
            stage.seconds(70);

            assertThat(stage.occasions()).containsExactly("REACHED yellow", "RESOLVED green");
            assertThat(stage.incidents()).hasSize(1);
        }
    }

    private static void fault(Stage stage) {
        stage.pass(Duration.ofMillis(1));
        stage.fact(new Event.Faulted("deribit", FaultKind.CLOSED, "test", stage.timers.now()));
    }

    private static List<String> texts(Incident incident) {
        return incident.timeline().stream().map(Incident.Moment::text).toList();
    }
}
