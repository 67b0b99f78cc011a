package dev.feedwarden.supervisor.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.LadderState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LaddersTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final Trouble SILENCE = new Trouble("silence", "deribit");

    private final Map<Trouble, Standing> standings = new HashMap<>();

    @Test
    void advance_feedStaysSilent_takesEveryRungInOrderAtItsTime() {
        Ladders ladders = ladders(ladder(6, "1h", "30s"));
        ladders.enter(SILENCE, "feed", START);
        stand(Level.YELLOW, START);

        assertThat(decide(ladders, 59)).isEmpty();
        assertThat(decide(ladders, 60)).containsExactly("WARN warn");
        assertThat(decide(ladders, 179)).isEmpty();
        assertThat(decide(ladders, 180)).containsExactly("ACT restart-streams");
        ladders.finished("deribit", "restart-streams", true);
        assertThat(decide(ladders, 300)).containsExactly("FAILED restart-streams", "ACT reset-connection");
        ladders.finished("deribit", "reset-connection", true);
        assertThat(decide(ladders, 600)).containsExactly("FAILED reset-connection", "ESCALATE escalate");
        assertThat(decide(ladders, 100_000)).isEmpty();
        assertThat(ladders.next()).isNull();
    }

    @Test
    void next_betweenRungs_isTheNextRungsTime() {
        Ladders ladders = ladders(ladder(6, "1h", "30s"));
        ladders.enter(SILENCE, "feed", START);
        stand(Level.RED, START);

        decide(ladders, 10);
        assertThat(ladders.next()).isEqualTo(at(60));
        decide(ladders, 60);
        assertThat(ladders.next()).isEqualTo(at(180));
    }

    @Test
    void advance_newDataMovesTheEvidence_rungMovesWithIt() {
        Ladders ladders = ladders(ladder(6, "1h", "30s"));
        ladders.enter(SILENCE, "feed", START);
        stand(Level.YELLOW, at(30));

        assertThat(decide(ladders, 89)).isEmpty();
        assertThat(decide(ladders, 90)).containsExactly("WARN warn");
    }

    @Test
    void advance_dataComesBackForAMoment_continuesAtTheNextRung() {
        Ladders ladders = climbedTo(180);
        ladders.finished("deribit", "restart-streams", true);
        stand(Level.GREEN, at(190));
        assertThat(decide(ladders, 190)).isEmpty();
        stand(Level.YELLOW, at(200));
        decide(ladders, 215);

        assertThat(decide(ladders, 499)).isEmpty();
        assertThat(decide(ladders, 500)).containsExactly("FAILED restart-streams", "ACT reset-connection");
    }

    @Test
    void advance_healthyForItsTime_lastActionSucceededAndLadderIsLeft() {
        Ladders ladders = climbedTo(180);
        ladders.finished("deribit", "restart-streams", true);
        stand(Level.GREEN, at(190));
        decide(ladders, 190);

        assertThat(ladders.next()).isEqualTo(at(220));
        stand(Level.GREEN, at(219));
        assertThat(decide(ladders, 219)).isEmpty();
        assertThat(decide(ladders, 220)).containsExactly("SUCCEEDED restart-streams");
        assertThat(ladders.progress()).isEmpty();
        assertThat(ladders.takeChanges()).singleElement().satisfies(state -> {
            assertThat(state.rung()).isZero();
            assertThat(state.acted()).containsExactly(at(180));
        });
    }

    @Test
    void advance_leftAndTroubleAgain_startsAtTheBottomButRemembersTheBudget() {
        Ladders ladders = climbedTo(180, ladder(1, "1h", "30s"));
        ladders.finished("deribit", "restart-streams", true);
        stand(Level.GREEN, at(190));
        decide(ladders, 190);
        decide(ladders, 220);
        stand(Level.YELLOW, at(300));
        ladders.enter(SILENCE, "feed", at(300));

        assertThat(decide(ladders, 360)).containsExactly("WARN warn");
        assertThat(decide(ladders, 480)).containsExactly("WAITING restart-streams");
    }

    @Test
    void advance_budgetUsedUp_waitsToTheEdgeAndSaysSoOnce() {
        Ladders ladders = ladders(twoActions(1, "10m", "1s"));
        ladders.enter(SILENCE, "feed", START);
        stand(Level.RED, START);
        assertThat(decide(ladders, 60)).containsExactly("ACT one");
        ladders.finished("deribit", "one", true);

        assertThat(decide(ladders, 120)).containsExactly("WAITING two");
        assertThat(decide(ladders, 121)).isEmpty();
        assertThat(decide(ladders, 660)).isEmpty();
        assertThat(ladders.next()).isEqualTo(at(660).plusNanos(1));
        assertThat(decideAt(ladders, at(660).plusNanos(1))).containsExactly("FAILED one", "ACT two");
    }

    @Test
    void advance_budgetUsedUpAndEscalateDue_withholdsTheStepsBeforeInOrder() {
        Ladders ladders = ladders(ladder(0, "1h", "30s"));
        ladders.enter(SILENCE, "feed", START);
        stand(Level.RED, START);
        decide(ladders, 60);

        assertThat(decide(ladders, 180)).containsExactly("WAITING restart-streams");
        assertThat(ladders.next()).isEqualTo(at(600));
        assertThat(decide(ladders, 600))
                .containsExactly("WITHHELD restart-streams", "WITHHELD reset-connection", "ESCALATE escalate");
    }

    @Test
    void advance_cooldownLongerThanTheGap_waitsForIt() {
        Ladders ladders = climbedTo(180, ladder(6, "1h", "150s"));
        ladders.finished("deribit", "restart-streams", true);

        assertThat(decide(ladders, 300)).isEmpty();
        assertThat(ladders.next()).isEqualTo(at(330));
        assertThat(decide(ladders, 330)).containsExactly("FAILED restart-streams", "ACT reset-connection");
    }

    @Test
    void advance_actionDoesNotEnd_nextRungWaitsUntilItsTimeIsOver() {
        Ladders ladders = ladders(twoActions(6, "1h", "1s"));
        ladders.enter(SILENCE, "feed", START);
        stand(Level.RED, START);
        decide(ladders, 100);

        assertThat(decide(ladders, 120)).isEmpty();
        assertThat(ladders.next()).isEqualTo(at(135));
        assertThat(decide(ladders, 135)).containsExactly("FAILED one", "ACT two");
    }

    @Test
    void advance_actionNotCarriedOut_failsOnceAndTheLaddersGoesOn() {
        Ladders ladders = climbedTo(180);
        ladders.finished("deribit", "restart-streams", false);

        assertThat(decide(ladders, 181)).containsExactly("FAILED restart-streams");
        assertThat(decide(ladders, 300)).containsExactly("ACT reset-connection");
    }

    @Test
    void advance_stateInWhichItOnlyReports_reportsOnceARungAndStillTellsThePerson() {
        Ladders ladders = ladders(ladder(6, "1h", "30s"));
        ladders.enter(SILENCE, "feed", START);
        standings.put(SILENCE, new Standing(Level.RED, START, "session-conflict"));

        assertThat(decide(ladders, 60)).containsExactly("WARN warn");
        assertThat(decide(ladders, 180)).containsExactly("REPORT_ONLY restart-streams");
        assertThat(decide(ladders, 181)).isEmpty();
        assertThat(decide(ladders, 300)).containsExactly("REPORT_ONLY reset-connection");
        assertThat(decide(ladders, 600)).containsExactly("ESCALATE escalate");
    }

    @Test
    void advance_unknown_holdsTheLadder() {
        Ladders ladders = climbedTo(60);
        stand(Level.GREY, START);

        assertThat(decide(ladders, 5_000)).isEmpty();
        assertThat(ladders.progress(SILENCE)).extracting(Progress::rung).isEqualTo(1);
    }

    @Test
    void advance_twoRulesShareALadder_shareItsBudgetAndOneActionIsUnderWay() {
        Ladders ladders = ladders(twoActions(2, "1h", "1s"));
        var slow = new Trouble("slow", "deribit");
        ladders.enter(SILENCE, "feed", START);
        ladders.enter(slow, "feed", START);
        stand(Level.RED, START);
        standings.put(slow, new Standing(Level.RED, START, "open"));

        assertThat(decide(ladders, 60)).containsExactly("ACT one");
        ladders.finished("deribit", "one", true);
        assertThat(decide(ladders, 61)).containsExactly("ACT one");
        ladders.finished("deribit", "one", true);
        assertThat(decide(ladders, 120)).containsExactly("WAITING two", "WAITING two");
    }

    @Test
    void resume_afterTwoRungs_continuesAtTheThirdAfterItsDistance() {
        LadderState state =
                new LadderState("silence", "deribit", "feed", 2, START, List.of(at(180)), "restart-streams", null);
        var ladders = new Ladders(Map.of("feed", ladder(6, "1h", "30s")), List.of(state), at(1_000));
        standings.put(SILENCE, new Standing(Level.YELLOW, Instant.MIN, "open"));

        assertThat(decide(ladders, 1_119)).isEmpty();
        assertThat(decide(ladders, 1_120)).containsExactly("FAILED restart-streams", "ACT reset-connection");
    }

    @Test
    void resume_atTheTop_doesNotEscalateAgain() {
        LadderState state = new LadderState("silence", "deribit", "feed", 4, START, List.of(), null, null);
        var ladders = new Ladders(Map.of("feed", ladder(6, "1h", "30s")), List.of(state), at(1_000));
        stand(Level.RED, START);

        assertThat(decide(ladders, 50_000)).isEmpty();
    }

    @Test
    void takeChanges_budgetForgotten_saysThatNothingIsLeftAndLetsGo() {
        Ladders ladders = climbedTo(180);
        ladders.finished("deribit", "restart-streams", true);
        stand(Level.GREEN, at(190));
        decide(ladders, 190);
        decide(ladders, 220);
        ladders.takeChanges();

        decide(ladders, 180 + 3_601);

        assertThat(ladders.takeChanges()).singleElement().satisfies(state -> {
            assertThat(state.acted()).isEmpty();
            assertThat(state.healthySince()).isNotNull();
        });
        assertThat(ladders.takeChanges()).isEmpty();
    }

    private Ladders climbedTo(long seconds) {
        return climbedTo(seconds, ladder(6, "1h", "30s"));
    }

    private Ladders climbedTo(long seconds, Ladder ladder) {
        Ladders ladders = ladders(ladder);
        ladders.enter(SILENCE, "feed", START);
        stand(Level.YELLOW, START);
        decide(ladders, 60);
        decide(ladders, seconds);
        return ladders;
    }

    private void stand(Level level, Instant evidence) {
        standings.put(SILENCE, new Standing(level, evidence, "open"));
    }

    private List<String> decide(Ladders ladders, long seconds) {
        return decideAt(ladders, at(seconds));
    }

    private List<String> decideAt(Ladders ladders, Instant now) {
        List<String> told = new ArrayList<>();
        for (Decision decision : ladders.advance(now, standings::get)) {
            told.add(decision.kind() + " " + decision.step());
        }
        return told;
    }

    private static Ladders ladders(Ladder ladder) {
        return new Ladders(Map.of("feed", ladder), List.of(), START);
    }

    private static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    private static Ladder ladder(int actions, String per, String cooldown) {
        return new Ladder(
                "feed",
                Set.of("session-conflict"),
                List.of(
                        new Ladder.Step(Duration.ofSeconds(60), "warn"),
                        new Ladder.Step(Duration.ofSeconds(180), "restart-streams"),
                        new Ladder.Step(Duration.ofSeconds(300), "reset-connection"),
                        new Ladder.Step(Duration.ofSeconds(600), "escalate")),
                Duration.ofSeconds(30),
                limits(actions, per, cooldown));
    }

    private static Ladder twoActions(int actions, String per, String cooldown) {
        return new Ladder(
                "feed",
                Set.of(),
                List.of(
                        new Ladder.Step(Duration.ofSeconds(60), "one"),
                        new Ladder.Step(Duration.ofSeconds(120), "two")),
                Duration.ofSeconds(30),
                limits(actions, per, cooldown));
    }

    private static Ladder.Limits limits(int actions, String per, String cooldown) {
        return new Ladder.Limits(actions, Duration.parse("PT" + per), Duration.parse("PT" + cooldown));
    }
}
