package dev.feedwarden.supervisor.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.calendar.Weekly;
import dev.feedwarden.supervisor.history.LadderState;
import dev.feedwarden.supervisor.history.LadderState.Acted;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
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
        assertThat(decide(ladders, 4_199)).isEmpty();
        assertThat(ladders.next()).isEqualTo(at(4_200));
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
            assertThat(state.acted()).extracting(Acted::time).containsExactly(at(180));
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
        LadderState state = new LadderState(
                "silence", "deribit", "feed", 2, 0, START, List.of(acted(180)), "restart-streams", null, null);
        var ladders = new Ladders(Map.of("feed", ladder(6, "1h", "30s")), List.of(state), at(1_000), () -> 0);
        standings.put(SILENCE, new Standing(Level.YELLOW, Instant.MIN, "open"));

        assertThat(decide(ladders, 1_119)).isEmpty();
        assertThat(decide(ladders, 1_120)).containsExactly("FAILED restart-streams", "ACT reset-connection");
    }

    @Test
    void resume_ofALadderThatWasLeft_staysLeftWhenItsActionsAreForgottenAndAThirdProcessResumes() {
        var left = new LadderState("silence", "deribit", "feed", 0, 0, START, List.of(acted(180)), null, at(220), null);
        var second = new Ladders(Map.of("feed", ladder(6, "1h", "30s")), List.of(left), at(1_000), () -> 0);
        stand(Level.GREEN, at(9_000));
        decide(second, 9_000);
        List<LadderState> kept = second.takeChanges();

        assertThat(kept)
                .singleElement()
                .satisfies(state -> assertThat(state.healthySince()).isEqualTo(at(220)));
        var third = new Ladders(Map.of("feed", ladder(6, "1h", "30s")), kept, at(9_001), () -> 0);
        assertThat(third.progress()).isEmpty();
    }

    @Test
    void resume_atTheTop_doesNotEscalateAgain() {
        LadderState state = new LadderState("silence", "deribit", "feed", 4, 0, START, List.of(), null, null, at(600));
        var ladders = new Ladders(Map.of("feed", ladder(6, "1h", "30s")), List.of(state), at(1_000), () -> 0);
        stand(Level.RED, START);

        assertThat(decide(ladders, 4_199)).isEmpty();
    }

    @Test
    void advance_topReachedInVain_beginsAgainAfterARestThatDoublesAndTellsNobodyAgain() {
        Ladders ladders = ladders(twoRungs(step(60, "one"), step(120, "escalate")));
        ladders.enter(SILENCE, "feed", START);
        stand(Level.RED, START);
        decide(ladders, 60);
        ladders.finished("deribit", "one", true);
        assertThat(decide(ladders, 120)).containsExactly("FAILED one", "ESCALATE escalate");

        assertThat(decide(ladders, 3_719)).isEmpty();
        assertThat(decide(ladders, 3_720)).containsExactly("REARMED escalate");
        assertThat(decide(ladders, 3_780)).containsExactly("ACT one");
        ladders.finished("deribit", "one", true);
        assertThat(decide(ladders, 3_840)).containsExactly("FAILED one", "TOLD escalate");
        assertThat(decide(ladders, 3_840 + 7_199)).isEmpty();
        assertThat(decide(ladders, 3_840 + 7_200)).containsExactly("REARMED escalate");
    }

    @Test
    void advance_wellAgainInALaterRound_theNextTroubleTellsAPersonAgain() {
        Ladders ladders = ladders(twoRungs(step(60, "warn"), step(120, "escalate")));
        ladders.enter(SILENCE, "feed", START);
        stand(Level.RED, START);
        decide(ladders, 120);
        decide(ladders, 3_720);
        stand(Level.GREEN, at(3_730));
        decide(ladders, 3_730);
        decide(ladders, 3_760);
        stand(Level.RED, at(3_760));
        ladders.enter(SILENCE, "feed", at(3_760));

        assertThat(decide(ladders, 3_880)).containsExactly("WARN warn", "ESCALATE escalate");
    }

    @Test
    void resume_inALaterRound_goesOnInItAndTellsNobodyAgain() {
        var state = new LadderState("silence", "deribit", "feed", 3, 2, START, List.of(), null, null, null);
        var ladders = new Ladders(Map.of("feed", ladder(6, "1h", "30s")), List.of(state), at(1_000), () -> 0);
        stand(Level.RED, START);

        assertThat(decide(ladders, 1_300)).containsExactly("TOLD escalate");
        assertThat(ladders.next()).isEqualTo(at(1_300 + 4 * 3_600));
    }

    @Test
    void advance_stepsOwnBudgetUsedUp_waitsToTheEdgeThoughTheLadderMay() {
        var once = new Ladder.Limits(1, Duration.ofMinutes(30), Duration.ZERO);
        Ladders ladders = ladders(twoRungs(step(60, "one", once, List.of()), step(120, "escalate")));
        ladders.enter(SILENCE, "feed", START);
        stand(Level.RED, START);
        assertThat(decide(ladders, 60)).containsExactly("ACT one");
        ladders.finished("deribit", "one", true);
        stand(Level.GREEN, at(70));
        decide(ladders, 70);
        decide(ladders, 100);
        stand(Level.RED, at(1_790));
        ladders.enter(SILENCE, "feed", at(1_790));

        assertThat(decide(ladders, 1_850)).containsExactly("WAITING one");
        assertThat(decide(ladders, 1_860)).isEmpty();
        assertThat(decideAt(ladders, at(1_860).plusNanos(1))).containsExactly("ACT one");
    }

    @Test
    void advance_budgetSharedByALogin_holdsAnotherLadderOnAnotherSubject() {
        var login = new Ladder.Budget("ib-login", 1, Duration.ofHours(1));
        Ladder.Step shared = step(60, "one", Ladder.Limits.NONE, List.of(login));
        var other = new Trouble("silence", "ib-paper");
        var ladders = new Ladders(
                Map.of("feed", twoRungs(shared, step(7_200, "warn")), "paper", named("paper", shared)),
                List.of(),
                START,
                () -> 0);
        ladders.enter(SILENCE, "feed", START);
        ladders.enter(other, "paper", START);
        stand(Level.RED, START);
        standings.put(other, new Standing(Level.RED, START, "open"));

        List<Decision> decisions = ladders.advance(at(60), standings::get);

        assertThat(decisions).extracting(Decision::kind).containsExactly(Decision.Kind.ACT, Decision.Kind.WAITING);
        assertThat(decisions.get(1).why()).isEqualTo("budget ib-login is used up");
        assertThat(decideAt(ladders, at(3_660).plusNanos(1))).contains("ACT one");
    }

    @Test
    void advance_cooldownWithJitter_isLongerByChance() {
        var limits = new Ladder.Limits(9, Duration.ofHours(1), Duration.ofSeconds(100), 0.5);
        var ladder =
                new Ladder("feed", Set.of(), List.of(step(60, "one"), step(70, "two")), Duration.ofSeconds(30), limits);
        var ladders = new Ladders(Map.of("feed", ladder), List.of(), START, () -> 0.5);
        ladders.enter(SILENCE, "feed", START);
        stand(Level.RED, START);
        decide(ladders, 60);
        ladders.finished("deribit", "one", true);
        decide(ladders, 70);

        assertThat(ladders.next()).isEqualTo(at(60 + 125));
    }

    @Test
    void advance_inATimeOfNever_waitsForItsEnd() {
        var night = new Calendar(
                "ib-reset", ZoneOffset.UTC, List.of(new Weekly(DayOfWeek.SUNDAY, 601, 606)), Map.of(), Map.of());
        Ladders ladders = ladders(with(Ladder.Mode.ACT, List.of(night)));
        ladders.enter(SILENCE, "feed", START);
        stand(Level.RED, START);

        List<Decision> decisions = ladders.advance(at(60), standings::get);
        assertThat(decisions)
                .extracting(Decision::kind, Decision::why)
                .containsExactly(tuple(Decision.Kind.WAITING, "never in ib-reset"));
        assertThat(ladders.next()).isEqualTo(at(360));
        assertThat(decide(ladders, 359)).isEmpty();
        assertThat(decide(ladders, 360)).containsExactly("ACT one");
    }

    @Test
    void advance_observing_saysWhatItWouldDoAndStillTellsThePerson() {
        Ladders ladders = ladders(with(Ladder.Mode.OBSERVE, List.of()));
        ladders.enter(SILENCE, "feed", START);
        stand(Level.RED, START);

        assertThat(decide(ladders, 60)).containsExactly("OBSERVED one");
        assertThat(decide(ladders, 600)).containsExactly("ESCALATE escalate");
        assertThat(ladders.takeChanges())
                .singleElement()
                .satisfies(state -> assertThat(state.acted()).isEmpty());
    }

    @Test
    void begunByHand_countsToTheLimitsAndHoldsTheLadderMeanwhile() {
        Ladders ladders = ladders(twoActions(1, "10m", "1s"));
        ladders.enter(SILENCE, "feed", START);
        stand(Level.RED, START);
        ladders.beginByHand("deribit", "one", Set.of("feed"), at(50));

        assertThat(decide(ladders, 60)).isEmpty();
        ladders.endedByHand("deribit");
        assertThat(decide(ladders, 61)).containsExactly("WAITING one");
        assertThat(ladders.next()).isEqualTo(at(650).plusNanos(1));
    }

    @Test
    void begunByHand_isRememberedAcrossARestartAndForgottenAfterwards() {
        Ladder ladder = twoActions(1, "10m", "1s");
        Ladders before = ladders(ladder);
        before.beginByHand("deribit", "one", Set.of("feed"), at(50));
        var after = new Ladders(Map.of("feed", ladder), before.takeChanges(), at(55), () -> 0);
        after.enter(SILENCE, "feed", START);
        stand(Level.RED, START);

        assertThat(decide(after, 60)).containsExactly("WAITING one");
        assertThat(decideAt(after, at(650).plusNanos(1))).containsExactly("ACT one");
        assertThat(after.takeChanges())
                .filteredOn(state -> state.rule().equals(LadderState.BY_HAND))
                .singleElement()
                .satisfies(state -> assertThat(state.acted()).isEmpty());
    }

    @Test
    void beginByHand_aLadderIsAtWork_isRefused() {
        Ladders ladders = climbedTo(180);

        assertThat(ladders.beginByHand("deribit", "pause", Set.of("feed"), at(181)))
                .isFalse();
        assertThat(ladders.beginByHand("bybit", "pause", Set.of("feed"), at(181)))
                .isTrue();
        ladders.finished("deribit", "restart-streams", true);
        assertThat(ladders.beginByHand("deribit", "pause", Set.of("feed"), at(182)))
                .isTrue();
    }

    @Test
    void enter_rulesReadAgainSinceItWasLeft_climbsTheNewForm() {
        Ladders ladders = climbedTo(180);
        ladders.finished("deribit", "restart-streams", true);
        stand(Level.GREEN, at(190));
        decide(ladders, 190);
        decide(ladders, 220);
        ladders.replace(Map.of("feed", twoActions(6, "1h", "30s")));
        stand(Level.RED, at(300));
        ladders.enter(SILENCE, "feed", at(300));

        assertThat(decide(ladders, 360)).containsExactly("ACT one");
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
        return new Ladders(Map.of("feed", ladder), List.of(), START, () -> 0);
    }

    private static Acted acted(long seconds) {
        return new Acted(at(seconds), 2, "restart-streams", Set.of("feed"), Set.of(), 0);
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

    private static Ladder with(Ladder.Mode mode, List<Calendar> never) {
        return new Ladder(
                "feed",
                mode,
                Set.of(),
                never,
                List.of(step(60, "one"), step(600, "escalate")),
                Duration.ofSeconds(30),
                limits(6, "1h", "1s"),
                List.of(),
                Ladder.Rearm.DEFAULT);
    }

    private static Ladder twoRungs(Ladder.Step first, Ladder.Step second) {
        return new Ladder("feed", Set.of(), List.of(first, second), Duration.ofSeconds(30), limits(6, "1h", "1s"));
    }

    private static Ladder named(String id, Ladder.Step only) {
        return new Ladder(id, Set.of(), List.of(only), Duration.ofSeconds(30), limits(6, "1h", "1s"));
    }

    private static Ladder.Step step(long after, String action) {
        return new Ladder.Step(Duration.ofSeconds(after), action);
    }

    private static Ladder.Step step(long after, String action, Ladder.Limits limits, List<Ladder.Budget> budgets) {
        return new Ladder.Step(Duration.ofSeconds(after), action, Map.of(), limits, budgets, Ladder.TIMEOUT);
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
