package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.alert.Announcement;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Transaction;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.recovery.AuditEntry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusLoopTest {

    private static final String RULES = """
            version: 1
            rules:
              silence:
                about: No tick
                metric: feed.ticks
                of: plugin:deribit
                measure: age
                yellow: "> 10s"
                red: "> 60s"
                recover: feed
                mail: [red, green]
              connected:
                about: Connections
                metric: feed.connected
                of: deribit
                measure: last
                red: "< 1"
                mail: [red, green]
            ladders:
              feed:
                unless: [session-conflict]
                healthy: 30s
                steps:
                  - {after: 20s, do: warn}
                  - {after: 30s, do: restart-streams}
                  - {after: 40s, do: reset-connection}
                  - {after: 2m, do: escalate}
                limits: {actions: 6, per: 1h, cooldown: 5s}
            """;

    @Test
    void take_connectionLost_isRedWrittenDeliveredAndShown() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.disconnected("deribit");

            assertThat(stage.occasions()).containsExactly("REACHED red");
            assertThat(stage.delivered).hasSize(1);
            assertThat(stage.board().level()).isEqualTo(Level.RED);
            assertThat(stage.board().feeds()).singleElement().satisfies(feed -> {
                assertThat(feed.state()).isEqualTo(FeedState.DISCONNECTED);
                assertThat(feed.connected()).isFalse();
                assertThat(feed.errorsLastHour()).isEqualTo(1);
            });
            assertThat(stage.board().incidents())
                    .singleElement()
                    .extracting(Incident::rule)
                    .isEqualTo("connected");
        }
    }

    @Test
    void take_troubleThatComesAgain_isANewIncidentThatSaysWhichOneItReopens() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            for (int i = 0; i < 2; i++) {
                stage.disconnected("deribit");
                stage.pass(Duration.ofSeconds(5));
                stage.reconnected("deribit");
                stage.pass(Duration.ofMinutes(3));
            }
            stage.pass(Duration.ofMinutes(61));
            stage.disconnected("deribit");

            List<Incident> incidents = stage.incidents().stream()
                    .filter(incident -> incident.rule().equals("connected"))
                    .toList();
            assertThat(incidents).hasSize(3);
            assertThat(incidents)
                    .filteredOn(incident -> incident.timeline().stream()
                            .anyMatch(moment -> moment.text().startsWith("re-opens")))
                    .singleElement()
                    .satisfies(incident -> assertThat(incident.timeline())
                            .extracting(Incident.Moment::text)
                            .anyMatch(text -> text.matches("re-opens i-[0-9]+, which was closed 3 min before")));
        }
    }

    @Test
    void take_connectionBack_closesTheIncidentAndTellsThePerson() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.disconnected("deribit");
            stage.pass(Duration.ofSeconds(2));
            stage.reconnected("deribit");

            assertThat(stage.occasions()).containsExactly("REACHED red", "RESOLVED green");
            assertThat(stage.board().incidents()).isEmpty();
            assertThat(stage.incidents()).singleElement().satisfies(incident -> {
                assertThat(incident.closed()).isEqualTo(Stage.START.plusMillis(2_002));
                assertThat(incident.level()).isEqualTo(Level.RED);
                assertThat(incident.timeline())
                        .extracting(Incident.Moment::kind)
                        .containsExactly("change", "mail", "change", "mail");
            });
            assertThat(stage.board().feeds().get(0).reconnectsLastHour()).isEqualTo(1);
        }
    }

    @Test
    void turn_feedFallsSilent_climbsTheLadderAndHealsAgain() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 5);
            stage.seconds(11);
            assertThat(stage.board().level()).isEqualTo(Level.YELLOW);
            assertThat(stage.board().feeds().get(0).flowing()).isFalse();
            assertThat(stage.board().feeds().get(0).ladder())
                    .satisfies(ladder -> assertThat(ladder.nextAt()).isEqualTo(Stage.START.plusSeconds(20)));
            stage.seconds(29);

            assertThat(stage.actions).containsExactly("restart-streams deribit", "reset-connection deribit");
            assertThat(stage.occasions()).containsExactly("WARNED yellow");
            stage.ticks("deribit", 5);
            assertThat(stage.board().level()).isEqualTo(Level.GREEN);
            for (int i = 0; i < 31; i++) {
                stage.pass(Duration.ofSeconds(1));
                stage.ticks("deribit", 5);
            }

            assertThat(stage.board().feeds().get(0).ladder()).isNull();
            assertThat(stage.occasions()).containsExactly("WARNED yellow", "RESOLVED green");
            assertThat(stage.told).extracting(Announcement::next).last().isNull();
            assertThat(stage.incidents().get(0).timeline())
                    .extracting(Incident.Moment::text)
                    .contains(
                            "restart-streams (step 2 of feed)",
                            "restart-streams carried out: done",
                            "restart-streams did not help",
                            "reset-connection helped");
        }
    }

    @Test
    void turn_silentForEightHours_triesAgainMoreAndMoreSlowlyAndTellsAPersonOnce() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 5);
            for (int i = 0; i < 8 * 60; i++) {
                stage.pass(Duration.ofMinutes(1));
            }

            assertThat(stage.occasions())
                    .filteredOn(told -> told.startsWith("ESCALATED"))
                    .hasSize(1);
            assertThat(stage.occasions())
                    .filteredOn(told -> told.startsWith("WARNED"))
                    .hasSize(1);
            // Again after 1, 2 and 4 hours of rest.
            assertThat(stage.actions).hasSize(2 * 4);
            assertThat(stage.board().feeds().get(0).ladder())
                    .satisfies(ladder -> assertThat(ladder.next()).isNull());
        }
    }

    @Test
    void turn_ladderDecides_everyDecisionAndEveryActionIsAudited() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 5);
            stage.seconds(41);

            assertThat(stage.audit)
                    .extracting(entry ->
                            entry.who() + " | " + entry.what() + " | " + entry.subject() + " | " + entry.result())
                    .containsExactly(
                            "ladder feed | warn | deribit | warn",
                            "ladder feed | restart-streams | deribit | begun",
                            "ladder feed | restart-streams | deribit | carried out: done",
                            "ladder feed | restart-streams | deribit | failed",
                            "ladder feed | reset-connection | deribit | begun",
                            "ladder feed | reset-connection | deribit | carried out: done");
            assertThat(stage.audit).allSatisfy(entry -> assertThat(entry.why()).startsWith("silence: "));
        }
    }

    @Test
    void turn_ladderObserves_saysInTheTimelineAndTheAuditWhatItWouldDo() {
        String rules = RULES.replace("healthy: 30s", "mode: observe");
        try (Stage stage = Stage.of(rules, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 5);
            stage.seconds(31);

            assertThat(stage.actions).isEmpty();
            assertThat(stage.incidents().get(0).timeline())
                    .extracting(Incident.Moment::text)
                    .contains("restart-streams would be done (step 2 of feed), but it only observes");
            assertThat(stage.audit)
                    .extracting(AuditEntry::result)
                    .containsExactly("warn", "observed: it only observes");
        }
    }

    @Test
    void take_feedIsPaused_holdsTheLadder() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 5);
            stage.fact(new Event.VenueChanged("deribit", VenueState.PAUSED, "", stage.timers.now()));
            stage.seconds(600);

            assertThat(stage.actions).isEmpty();
            assertThat(stage.occasions()).doesNotContain("ESCALATED red");
        }
    }

    @Test
    void byHand_actionOfAPerson_countsToTheBudgetAndIsAudited() {
        String rules = RULES.replace("actions: 6, per: 1h, cooldown: 5s", "actions: 1, per: 1h, cooldown: 0s");
        try (Stage stage = Stage.of(rules, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 5);
            stage.byHand("deribit", "reconnect", "ada", "looks stuck");
            stage.seconds(31);

            assertThat(stage.actions).containsExactly("reconnect deribit");
            assertThat(stage.incidents().get(0).timeline())
                    .extracting(Incident.Moment::text)
                    .contains("restart-streams waits: the budget of feed is used up");
            assertThat(stage.audit.get(0))
                    .isEqualTo(new AuditEntry(Stage.START, "ada", "reconnect", "deribit", "looks stuck", "begun"));
        }
    }

    @Test
    void take_actionEnds_isToldInTheIncidentWhoseLadderActedOnly() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            stage.disconnected("deribit");
            stage.seconds(31);

            assertThat(stage.actions).containsExactly("restart-streams deribit");
            assertThat(stage.incidents())
                    .filteredOn(incident -> incident.timeline().stream()
                            .anyMatch(one -> one.text().contains("carried out")))
                    .extracting(Incident::rule)
                    .containsExactly("silence");
            assertThat(stage.incidents()).hasSize(2);
        }
    }

    @Test
    void turn_redAndEscalationAtOnce_tellsOfTheEscalationOnly() {
        try (Stage stage = Stage.of(silence("red: \"> 30s\"", "20s"), Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            stage.pass(Duration.ofSeconds(31));
            stage.ticks("deribit", 1);

            assertThat(stage.occasions()).containsExactly("ESCALATED red", "RESOLVED green");
            assertThat(stage.told.get(0).incident().mailed()).isFalse();
            assertThat(stage.told.get(1).incident().mailed()).isTrue();
            assertThat(stage.delivered).hasSize(2);
        }
    }

    @Test
    void turn_redAfterEscalation_isToldAgainOnlyOnceItWasBetter() {
        String rules = silence("yellow: \"> 10s\"\n    red: \"> 30s\"\n    hold: {green: 1m}", "30s");
        try (Stage stage = Stage.of(rules, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            stage.pass(Duration.ofSeconds(31));
            assertThat(stage.board().level()).isEqualTo(Level.RED);
            assertThat(stage.occasions()).containsExactly("ESCALATED yellow");

            stage.ticks("deribit", 1);
            stage.pass(Duration.ofSeconds(11));
            assertThat(stage.board().level()).isEqualTo(Level.YELLOW);
            stage.pass(Duration.ofSeconds(20));
            assertThat(stage.occasions()).containsExactly("ESCALATED yellow", "REACHED red");
        }
    }

    @Test
    void turn_sessionConflict_onlyReportsAndEscalates() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            stage.fact(new Event.VenueChanged(
                    "deribit", VenueState.SESSION_CONFLICT, "another session", stage.timers.now()));
            assertThat(stage.board().feeds().get(0).flowing()).isFalse();
            stage.seconds(125);

            assertThat(stage.actions).isEmpty();
            assertThat(stage.occasions()).containsExactly("WARNED yellow", "REACHED red", "ESCALATED red");
        }
    }

    @Test
    void turn_actionHangs_endsAfterThirtySecondsAndTheNextRungIsTaken() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.hands = action -> Promise.<Outcome>promise().future();
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            stage.seconds(59);
            assertThat(stage.actions).containsExactly("restart-streams deribit");
            stage.seconds(2);

            assertThat(stage.actions).containsExactly("restart-streams deribit", "reset-connection deribit");
            assertThat(stage.incidents().get(0).timeline())
                    .extracting(Incident.Moment::text)
                    .contains("restart-streams not carried out: did not end within 30 s");
        }
    }

    @Test
    void write_commitFails_nothingIsActedOnOrShownUntilItSucceeds() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            int before = stage.history.written.size();
            stage.history.failing = true;
            stage.seconds(45);

            assertThat(stage.history.written).hasSize(before);
            assertThat(stage.actions).isEmpty();
            assertThat(stage.delivered).isEmpty();
            assertThat(stage.board().level()).isEqualTo(Level.GREEN);
            assertThat(stage.board().incidents()).isEmpty();
            assertThat(stage.registry
                            .get(Meter.HISTORY_RETRIES.meterName())
                            .counter()
                            .count())
                    .isEqualTo(6);

            stage.history.failing = false;
            stage.seconds(40);
            assertThat(stage.board().level()).isEqualTo(Level.RED);
            assertThat(stage.actions).containsExactly("restart-streams deribit", "reset-connection deribit");
            assertThat(stage.occasions()).containsExactly("REACHED red", "WARNED red");
            assertThat(stage.delivered).hasSize(2);
        }
    }

    @Test
    void write_changesDuringACommit_areWrittenNextInTheirOrder() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            Promise<Void> gate = Promise.promise();
            stage.history.hanging = gate;
            stage.disconnected("deribit");
            stage.reconnected("deribit");
            stage.disconnected("deribit");
            assertThat(stage.delivered).isEmpty();

            stage.history.hanging = null;
            stage.onLoop(gate::tryComplete);
            stage.settle();

            List<Transaction> written = stage.history.written;
            assertThat(stage.history.changes.stream()
                            .filter(change -> change.rule().equals("connected"))
                            .map(change -> change.to()))
                    .containsExactly(Level.GREEN, Level.RED, Level.GREEN, Level.RED);
            assertThat(written.get(written.size() - 1).changes()).hasSize(2);
            assertThat(stage.delivered)
                    .extracting(mail -> mail.subject())
                    .containsExactly("REACHED RED", "RESOLVED GREEN", "REACHED RED");
        }
    }

    @Test
    void write_actionNoLongerCalledFor_isLeftOut() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            stage.seconds(29);
            Promise<Void> gate = Promise.promise();
            stage.history.hanging = gate;
            stage.seconds(1);
            stage.ticks("deribit", 1);
            stage.history.hanging = null;
            stage.onLoop(gate::tryComplete);
            stage.settle();

            assertThat(stage.actions).isEmpty();
            assertThat(stage.incidents().get(0).timeline())
                    .extracting(Incident.Moment::text)
                    .contains("restart-streams not carried out: no longer called for");
        }
    }

    @Test
    void restart_redAndStillSilent_mailsNobodyAgainAndTheLadderGoesOn() {
        Stage stage = Stage.of(RULES, Stage.feed("deribit"));
        stage.connected("deribit");
        stage.ticks("deribit", 1);
        stage.seconds(62);
        assertThat(stage.occasions()).containsExactly("WARNED yellow", "REACHED red");
        assertThat(stage.actions).containsExactly("restart-streams deribit", "reset-connection deribit");

        try (Stage again = stage.restart()) {
            assertThat(again.board().incidents())
                    .filteredOn(incident -> incident.rule().equals("silence"))
                    .singleElement()
                    .extracting(Incident::level)
                    .isEqualTo(Level.RED);
            again.seconds(5);
            assertThat(again.incidents()).hasSize(1);
            assertThat(again.board().level()).isEqualTo(Level.RED);
            again.seconds(80);

            assertThat(again.occasions()).containsExactly("ESCALATED red");
            assertThat(again.actions).isEmpty();
            assertThat(again.incidents()).hasSize(1);
            again.seconds(200);
            assertThat(again.occasions()).containsExactly("ESCALATED red");
        }
    }

    @Test
    void restart_dataFlowsAgain_closesTheIncidentAndTellsThePerson() {
        Stage stage = Stage.of(RULES, Stage.feed("deribit"));
        stage.connected("deribit");
        stage.ticks("deribit", 1);
        stage.seconds(62);

        try (Stage again = stage.restart()) {
            again.connected("deribit");
            again.seconds(2);
            assertThat(again.occasions()).isEmpty();
            again.ticks("deribit", 1);

            assertThat(again.occasions()).containsExactly("RESOLVED green");
            assertThat(again.incidents()).singleElement().satisfies(incident -> {
                assertThat(incident.closed()).isNotNull();
                assertThat(incident.level()).isEqualTo(Level.RED);
            });
        }
    }

    @Test
    void restart_windowNotWatchedYet_keepsTheIncidentOpenUntilItHasBeen() {
        String rules = """
                version: 1
                rules:
                  reconnects:
                    about: Reconnects
                    metric: feed.reconnects
                    of: deribit
                    measure: count over 1m
                    red: ">= 2"
                    mail: [red, green]
                """;
        Stage stage = Stage.of(rules, Stage.feed("deribit"));
        for (int i = 0; i < 2; i++) {
            stage.reconnected("deribit");
        }
        assertThat(stage.occasions()).containsExactly("REACHED red");

        try (Stage again = stage.restart()) {
            again.seconds(59);
            assertThat(again.board().level()).isEqualTo(Level.RED);
            assertThat(again.occasions()).isEmpty();
            again.seconds(1);

            assertThat(again.board().level()).isEqualTo(Level.GREEN);
            assertThat(again.occasions()).containsExactly("RESOLVED green");
        }
    }

    @Test
    void turn_wallClockJumpsAnHour_changesNothingByItself() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            int changes = stage.history.changes.size();
            stage.timers.jumpWallClock(Duration.ofHours(1));
            stage.seconds(5);
            stage.ticks("deribit", 1);
            stage.timers.jumpWallClock(Duration.ofHours(-2));
            stage.seconds(5);

            assertThat(stage.history.changes).hasSize(changes);
            assertThat(stage.board().time()).isBetween(stage.timers.now().minusSeconds(1), stage.timers.now());
            assertThat(stage.board().feeds().get(0).flowing()).isTrue();
            stage.seconds(6);
            assertThat(stage.history
                            .changes
                            .get(stage.history.changes.size() - 1)
                            .time())
                    .isBetween(Stage.START.minusSeconds(3_600), Stage.START.minusSeconds(3_500));
        }
    }

    @Test
    void take_ticks_areCountedOverTheLastMinute() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 100);
            stage.pass(Duration.ofSeconds(30));
            stage.ticks("deribit", 20);
            stage.pass(Duration.ofMillis(200));

            assertThat(stage.board().feeds().get(0).ticksPerMinute()).isEqualTo(120);
            stage.pass(Duration.ofSeconds(31));
            assertThat(stage.board().feeds().get(0).ticksPerMinute()).isEqualTo(20);
        }
    }

    @Test
    void publish_manyFacts_showsAtMostFiveBoardsASecond() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.pass(Duration.ofSeconds(1));
            stage.boards.clear();
            for (int i = 0; i < 100; i++) {
                stage.pass(Duration.ofMillis(10));
                stage.fact(stage.sample("deribit", 1));
            }

            assertThat(stage.boards.size()).isBetween(4, 6);
        }
    }

    @Test
    void turn_historyFailsForLong_holdsJudgingBackAndLosesNoChange() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.history.failing = true;
            for (int i = 0; i < StatusLoop.MOST_CHANGES; i++) {
                stage.disconnected("deribit");
                stage.reconnected("deribit");
            }

            assertThat(stage.registry
                            .get(Meter.HISTORY_HELD.meterName())
                            .counter()
                            .count())
                    .isPositive();
            stage.history.failing = false;
            stage.seconds(60);
            assertThat(stage.history.written)
                    .allSatisfy(
                            page -> assertThat(page.changes().size()).isLessThanOrEqualTo(2 * StatusLoop.MOST_CHANGES));
            assertThat(stage.history.changes.stream()
                            .filter(change -> change.rule().equals("connected")))
                    .hasSize(1 + 2 * StatusLoop.MOST_CHANGES);
        }
    }

    @Test
    void take_actionFailsAtOnce_isAnOutcomeInTheTimeline() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.hands = action -> Future.failedFuture("no such feed");
            stage.connected("deribit");
            stage.ticks("deribit", 1);
            stage.seconds(31);

            assertThat(stage.incidents().get(0).timeline())
                    .extracting(Incident.Moment::text)
                    .anySatisfy(text -> assertThat(text).startsWith("restart-streams not carried out:"))
                    .contains("restart-streams did not help");
        }
    }

    private static String silence(String levels, String escalateAfter) {
        return """
                version: 1
                rules:
                  silence:
                    about: No tick
                    metric: feed.ticks
                    of: deribit
                    measure: age
                    %s
                    recover: feed
                    mail: [red, green]
                ladders:
                  feed:
                    healthy: 30s
                    steps:
                      - {after: %s, do: escalate}
                    limits: {actions: 6, per: 1h, cooldown: 5s}
                """.formatted(levels, escalateAfter);
    }
}
