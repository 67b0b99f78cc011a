package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.status.FeedState;
import dev.feedwarden.supervisor.status.StatusBoard;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every fault that the simulated Deribit knows, from the socket to the mail and back to green: real plugins, sockets and
 * store, the shipped rules with their real durations, and time that the test moves.
 */
class FaultsIT extends Faults {

    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String WARNED = "[YELLOW] deribit: No tick from Deribit (60 s)";
    private static final String ESCALATED = "[RED] deribit: a person is needed: No tick from Deribit (10 min)";

    FaultsIT() {
        super(22); // twenty options, and two channels of notices
    }

    @Override
    Warden healthy() throws Exception {
        return ending(Warden.healthy(folder));
    }

    @Test
    void stall_twelveMinutes_climbsTheWholeLadderAndTellsAPerson() throws Exception {
        Warden warden = healthy();
        warden.fault("stall", "12m");
        warden.pass(Duration.ofSeconds(11));
        assertThat(warden.feed().state()).isEqualTo(FeedState.DEGRADED);
        assertThat(warden.feed().flowing()).isFalse();
        assertThat(warden.until(
                        "red", Duration.ofMinutes(11), board -> step(board).equals("escalate")))
                .isCloseTo(Duration.ofMinutes(10), SECOND);
        warden.until("well again", Duration.ofMinutes(6), Warden::well);

        Incident silence = warden.incident("deribit-silence");
        assertThat(moments(warden, silence, "change"))
                .containsExactly("10 yellow: 10 s", "600 red: 10 min", end(warden, silence));
        assertThat(moments(warden, silence, "action"))
                .containsExactly(
                        "60 warn (step 1 of feed)",
                        "180 restart-streams (step 2 of feed)",
                        "300 reset-connection (step 3 of feed)",
                        "600 escalate (step 4 of feed)");
        assertThat(texts(silence, "outcome"))
                .containsExactly(
                        "restart-streams carried out: restart-streams begun on 1 of 1 connections",
                        "restart-streams did not help",
                        "reset-connection carried out: reset-connection begun on 1 of 1 connections",
                        "reset-connection did not help");
        thread(warden, silence, WARNED, ESCALATED, "[GREEN] deribit: over after N min: No tick from Deribit");
        warden.everythingIsStored();
    }

    /**
     * Faults that end the connection, or keep it from being made, until well after the second step of the ladder. After five
     * failures in a row the venue is left alone for five minutes; the ladder's third step tries sooner.
     */
    @ParameterizedTest
    @CsvSource({
        "drop, 2, 6, 6",
        "refuse, 2, 1, 6",
        "half-open, 31, 1, 6",
        "slow-drip, 31, 1, 6",
        "truncated, 2, 6, 6",
        "rate-limit, 2, 6, 6"
    })
    void connectionIsLost_isMadeAnewPatientlyUntilItHolds(String kind, int within, int reconnects, int errors)
            throws Exception {
        Warden warden = healthy();
        warden.fault(kind, "205s");
        warden.until(
                "disconnected",
                Duration.ofSeconds(within),
                board -> Warden.feed(board).state() == FeedState.DISCONNECTED);
        warden.pass(Duration.ofSeconds(205 - within));
        assertThat(warden.feed().state()).isEqualTo(FeedState.DISCONNECTED);
        assertThat(warden.feed().detail().breaker()).isEqualTo("open");
        warden.until("well again", Duration.ofMinutes(4), Warden::well);
        assertThat(warden.feed().detail().breaker()).isEqualTo("closed");

        Incident silence = warden.incident("deribit-silence");
        assertThat(moments(warden, silence, "change")).containsExactly("10 yellow: 10 s", end(warden, silence));
        assertThat(moments(warden, silence, "action"))
                .containsExactly(
                        "60 warn (step 1 of feed)",
                        "180 restart-streams (step 2 of feed)",
                        "300 reset-connection (step 3 of feed)");
        assertThat(texts(silence, "outcome"))
                .containsExactly(
                        "restart-streams not carried out: restart-streams begun on 0 of 1 connections",
                        "restart-streams did not help",
                        "reset-connection carried out: reset-connection begun on 1 of 1 connections",
                        "reset-connection helped");
        thread(warden, silence, WARNED, "[GREEN] deribit: over after N min: No tick from Deribit");
        // Red is a minute without any connection, and some of these faults let one up for a moment.
        assertThat(levels(warden.incident("deribit-connected")))
                .startsWith("yellow")
                .endsWith("green");
        assertThat(levels(warden.incident("deribit-ticks"))).containsExactly("yellow", "red", "green");
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(reconnects);
        assertThat(warden.feed().errorsLastHour()).isEqualTo(errors);
    }

    @Test
    void malformed_isSetAsideAndCounted_andTheConnectionIsKept() throws Exception {
        Warden warden = healthy();
        warden.fault("malformed", "225s");
        warden.pass(Duration.ofSeconds(225));
        assertThat(warden.feed().state()).isEqualTo(FeedState.DEGRADED);
        warden.until(
                "flowing", Duration.ofSeconds(2), board -> Warden.feed(board).flowing());
        warden.pass(Duration.ofMinutes(1));

        Incident errors = warden.incident("deribit-errors");
        assertThat(moments(warden, errors, "change")).containsExactly("10 yellow: 50", "40 red: 201");
        thread(warden, errors, "[YELLOW] deribit: Errors of the Deribit feed in the last hour (101)");
        Incident silence = warden.incident("deribit-silence");
        assertThat(moments(warden, silence, "action"))
                .containsExactly("60 warn (step 1 of feed)", "180 restart-streams (step 2 of feed)");
        assertThat(texts(silence, "outcome"))
                .containsExactly(
                        "restart-streams carried out: restart-streams begun on 1 of 1 connections",
                        "restart-streams helped");
        thread(warden, silence, WARNED, "[GREEN] deribit: over after N min: No tick from Deribit");
        assertThat(warden.feed().reconnectsLastHour()).isZero();
        assertThat(warden.truth().getLong("spoiled")).isGreaterThan(1000);
        warden.everythingIsStored();
    }

    @Test
    void maintenance_isTheVenuesWord_andNothingIsRestarted() throws Exception {
        Warden warden = healthy();
        warden.fault("maintenance", "12m");
        warden.until("in maintenance", SECOND, board -> Warden.feed(board).venue() == VenueState.MAINTENANCE);
        assertThat(warden.feed().state()).isEqualTo(FeedState.DEGRADED);
        assertThat(warden.feed().flowing()).isFalse();
        warden.pass(Duration.ofMinutes(11));
        assertThat(warden.feed().venue()).isEqualTo(VenueState.MAINTENANCE);
        warden.until("well again", Duration.ofMinutes(4), Warden::well);

        Incident silence = warden.incident("deribit-silence");
        assertThat(moments(warden, silence, "action"))
                .containsExactly("60 warn (step 1 of feed)", "600 escalate (step 4 of feed)");
        assertThat(moments(warden, silence, "note"))
                .containsExactly(
                        "180 restart-streams left out: the venue says maintenance",
                        "300 reset-connection left out: the venue says maintenance");
        thread(warden, silence, WARNED, ESCALATED, "[GREEN] deribit: over after N min: No tick from Deribit");
        assertThat(warden.feed().venue()).isEqualTo(VenueState.OPEN);
        assertThat(warden.feed().reconnectsLastHour()).isZero();
        warden.everythingIsStored();
    }

    /** What only disturbs the data: nobody is bothered, and every tick is stored once. */
    @ParameterizedTest
    @ValueSource(strings = {"duplicate", "out-of-order", "expire"})
    void dataIsDisturbed_feedStaysGreenAndEveryTickIsStoredOnce(String kind) throws Exception {
        Warden warden = healthy();
        int subscriptions = warden.subscriptions();
        warden.fault(kind, "3m");
        warden.pass(Duration.ofMinutes(4));

        assertThat(warden.feed().state()).isEqualTo(FeedState.HEALTHY);
        assertThat(warden.incidents()).noneMatch(incident -> incident.subject().equals("deribit"));
        assertThat(warden.feed().errorsLastHour()).isZero();
        assertThat(warden.feed().streams()).isEqualTo(20);
        assertThat(warden.subscriptions()).isEqualTo(subscriptions);
        assertThat(warden.truth().getLong("repeats") > 0).isEqualTo(kind.equals("duplicate"));
        warden.everythingIsStored();
    }

    @Test
    void ackMissing_isNoticedByComparing_andAskedForAgain() throws Exception {
        Warden warden = healthy();
        int subscriptions = warden.subscriptions();
        warden.fault("ack-missing", "3m");
        cut(warden);
        warden.pass(Duration.ofMinutes(2));
        assertThat(warden.subscriptions()).isLessThan(subscriptions);
        assertThat(warden.feed().state()).isEqualTo(FeedState.HEALTHY);
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(1);
        assertThat(warden.feed().errorsLastHour()).isEqualTo(4);
        warden.pass(Duration.ofMinutes(9)); // notices are asked for again with the next ranking

        assertThat(warden.subscriptions()).isEqualTo(subscriptions);
        assertThat(warden.feed().errorsLastHour()).isEqualTo(4);
        assertThat(levels(warden.incident("deribit-connected"))).containsExactly("yellow", "green");
        assertThat(warden.incidents()).noneMatch(incident -> incident.rule().equals("deribit-silence"));
        warden.everythingIsStored();
    }

    @Test
    void sessionConflict_cannotHappenAtDeribit() throws Exception {
        Warden warden = healthy();
        assertThat(warden.fault("session-conflict", "1m")).isEqualTo(400);
    }

    private static String step(StatusBoard board) {
        var ladder = Warden.feed(board).ladder();
        return ladder == null || ladder.step() == null ? "" : ladder.step();
    }

    /** The incident is over: when that was, and as what. */
    private static String end(Warden warden, Incident incident) {
        assertThat(incident.closed()).isNotNull();
        return moments(warden, incident, "change").stream()
                .filter(moment -> moment.contains(" green: "))
                .findFirst()
                .orElse("green");
    }

    /** Whole seconds since the fault began, and what happened. */
    private static List<String> moments(Warden warden, Incident incident, String kind) {
        return incident.timeline().stream()
                .filter(moment -> moment.kind().equals(kind))
                .map(moment -> Math.round(Duration.between(warden.faultAt(), moment.time())
                                        .toMillis()
                                / 1e3)
                        + " " + moment.text())
                .toList();
    }

    private static List<String> texts(Incident incident, String kind) {
        return incident.timeline().stream()
                .filter(moment -> moment.kind().equals(kind))
                .map(Incident.Moment::text)
                .toList();
    }

    private static List<String> levels(Incident incident) {
        return texts(incident, "change").stream()
                .map(text -> text.substring(0, text.indexOf(':')))
                .toList();
    }

    /** These mails and no others, kept for the page, all answers to the first. */
    private static void thread(Warden warden, Incident incident, String... subjects) {
        List<Mail> mails = warden.mails(incident);
        assertThat(mails)
                .extracting(mail -> mail.subject().replaceAll("after [0-9]+ min", "after N min"))
                .containsExactly(subjects);
        assertThat(mails).allSatisfy(mail -> assertThat(mail.state()).isEqualTo(Mail.State.KEPT));
        assertThat(mails.get(0).inReplyTo()).isNull();
        assertThat(mails.stream().skip(1))
                .allSatisfy(mail ->
                        assertThat(mail.inReplyTo()).isEqualTo(mails.get(0).messageId()));
    }
}
