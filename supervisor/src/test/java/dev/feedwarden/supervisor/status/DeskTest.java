package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.rules.Severity;
import dev.feedwarden.supervisor.alert.Coverage;
import dev.feedwarden.supervisor.alert.Route;
import dev.feedwarden.supervisor.alert.Routing;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Silence;
import dev.feedwarden.supervisor.status.IncidentDesk.Refused;
import dev.feedwarden.supervisor.status.IncidentDesk.Wish;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people do about incidents, and what they hear then. */
class DeskTest {

    private static final String RULES = """
            version: 1
            rules:
              silence:
                {about: No tick, metric: feed.ticks, of: deribit, measure: age, red: "> 10s", mail: [red, green]}
            """;

    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void silence_coversWhatComes_isToldOfWhenItEnds() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            silence(stage, "silence", Duration.ofSeconds(30));
            stage.seconds(29);
            assertThat(stage.told).isEmpty();
            assertThat(stage.board().incidents())
                    .singleElement()
                    .satisfies(one -> assertThat(texts(one)).contains("silenced by ann (s-1): the venue moves"));
            stage.seconds(2);

            assertThat(stage.occasions()).containsExactly("REACHED red");
            List<IncidentDesk.Standing> left = asked(stage, desk -> Future.succeededFuture(desk.silences()));
            assertThat(left).isEmpty();
        }
    }

    @Test
    void silence_coversNothingOfIt_isNoObstacle() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            silence(stage, "other*", HOUR);
            stage.seconds(11);

            assertThat(stage.occasions()).containsExactly("REACHED red");
        }
    }

    @Test
    void silence_afterTheMail_theEndIsToldAllTheSame() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.seconds(11);
            silence(stage, "*", HOUR);
            stage.ticks("deribit", 1);

            assertThat(stage.occasions()).containsExactly("REACHED red", "RESOLVED green");
        }
    }

    @Test
    void silence_isOverBeforeAnybodyWasTold_nobodyEverIs() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            silence(stage, "*", Duration.ofSeconds(30));
            stage.seconds(15);
            stage.ticks("deribit", 1);
            stage.seconds(8);

            assertThat(stage.told).isEmpty();
        }
    }

    @Test
    void silence_endedByHand_isToldAtOnce() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            Silence silence = silence(stage, "*", HOUR);
            stage.seconds(15);
            assertThat(stage.told).isEmpty();
            asked(stage, desk -> desk.endSilence(silence.id(), "ann"));
            stage.settle();

            assertThat(stage.occasions()).containsExactly("REACHED red");
        }
    }

    @Test
    void silence_survivesTheProcess() {
        Stage first = Stage.of(RULES, Stage.feed("deribit"));
        silence(first, "*", HOUR);
        try (Stage stage = first.restart()) {
            stage.seconds(30);

            assertThat(stage.told).isEmpty();
            assertThat(stage.board().incidents()).hasSize(1);
        }
    }

    @Test
    void silence_recurring_isInForceInItsHoursAlone() {
        // Stage.START is a Sunday, 10:00 UTC: 11:00 in Berlin.
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            asked(
                    stage,
                    desk -> desk.silence(
                            new Wish(null, "deribit", null, null, "Sun 10:00-11:01", "Europe/Berlin", "backup"),
                            "ann"));
            stage.seconds(55);
            assertThat(stage.told).isEmpty();
            stage.seconds(6);

            assertThat(stage.occasions()).containsExactly("REACHED red");
        }
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-, -, 3600, -, -, 'rule, subject: expected at least one of them; * means all'",
                "*, -, -, -, -, 'until, for: expected an end, unless it recurs (weekly)'",
                "*, -, -5, -, -, 'until: expected a time to come, after its beginning'",
                "*, -, 3600, 'Sat 02:00-04:00', -, 'weekly, zone: expected both or neither'",
                "*, -, -, 'Sat 2-4', UTC, 'weekly: expected hours such as Sat 02:00-04:00 or Sun 18:00 - Mon 06:00'",
                "*, -, -, 'Sat 02:00-04:00', Mars, 'zone: expected a time zone such as Europe/Berlin'",
                "a*b*c*d*e*f, -, 60, -, -, 'rule: expected 1 to 128 characters with at most 4 *'"
            })
    void silence_thatMakesNoSense_isRefusedAndChangesNothing(
            String rule, String subject, Long seconds, String weekly, String zone, String message) {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            var wish = new Wish(
                    rule,
                    subject,
                    null,
                    seconds == null ? null : stage.timers.now().plusSeconds(seconds),
                    weekly,
                    zone,
                    "why");

            assertThatThrownBy(() -> asked(stage, desk -> desk.silence(wish, "ann")))
                    .hasRootCauseInstanceOf(Refused.class)
                    .hasRootCauseMessage(message);
            assertThat(stage.history.silences(9).result()).isEmpty();
        }
    }

    @Test
    void silence_longOne_isRemindedOfAnHourBeforeItsEndAndEachWeek() {
        Silence silence = new Silence(
                "s-1",
                null,
                "deribit",
                Stage.START,
                Stage.START.plus(Duration.ofDays(10)),
                null,
                null,
                "ann",
                "moves",
                null,
                false);

        assertThat(SilenceReminder.of(silence, Stage.START.plus(Duration.ofDays(6))))
                .isNull();
        assertThat(SilenceReminder.of(silence, Stage.START.plus(Duration.ofDays(7)))
                        .headline())
                .isEqualTo("Silence still in force: every rule for deribit");
        Silence reminded = silence.reminded(Stage.START.plus(Duration.ofDays(7)));
        assertThat(SilenceReminder.of(reminded, Stage.START.plus(Duration.ofDays(9))))
                .isNull();
        assertThat(SilenceReminder.of(reminded, Stage.START.plus(Duration.ofHours(239)))
                        .headline())
                .isEqualTo("Silence ends soon: every rule for deribit");
        assertThat(SilenceReminder.of(
                        reminded.reminded(Stage.START.plus(Duration.ofHours(239))),
                        Stage.START.plus(Duration.ofHours(239)).plusSeconds(1)))
                .isNull();
    }

    @Test
    void acknowledge_holdsBackRemindersAndFurtherPeopleUntilItLapses() {
        try (Stage stage = Stage.empty(RULES, Stage.feed("deribit"))) {
            stage.routing = new Routing(
                    List.of(new Route(
                            List.of("me@example.com"),
                            Set.of(Severity.values()),
                            new Coverage(null, null),
                            null,
                            Duration.ofMinutes(10),
                            List.of(new Route.Step(Duration.ofMinutes(15), List.of("boss@example.com"))))),
                    List.of("me@example.com"));
            stage.begin();
            stage.pass(Duration.ofSeconds(11));
            stage.pass(Duration.ofMinutes(10));
            assertThat(stage.occasions()).containsExactly("REACHED red", "REMINDED red");
            String id = stage.told.get(0).incident().id();
            Incident acknowledged = asked(stage, desk -> desk.acknowledge(id, "ann", "on it", HOUR));
            assertThat(texts(acknowledged)).contains("acknowledged by ann until 2026-03-01 11:10:11 UTC: on it");
            stage.pass(Duration.ofMinutes(59));
            assertThat(stage.told).hasSize(2);
            stage.pass(Duration.ofMinutes(2));

            assertThat(stage.occasions()).containsExactly("REACHED red", "REMINDED red", "PASSED_ON red");
            stage.ticks("deribit", 1);
            assertThat(stage.occasions()).endsWith("RESOLVED green");
        }
    }

    @Test
    void acknowledge_survivesTheProcessAndCanBeTakenBack() {
        Stage first = Stage.of(RULES, Stage.feed("deribit"));
        first.seconds(11);
        String id = first.told.get(0).incident().id();
        asked(first, desk -> desk.acknowledge(id, "ann", "", HOUR));
        try (Stage stage = first.restart()) {
            assertThat(stage.board()
                            .incidents()
                            .get(0)
                            .attention()
                            .acknowledged()
                            .by())
                    .isEqualTo("ann");
            assertThat(asked(stage, desk -> desk.takeBack(id, "bob"))
                            .attention()
                            .acknowledged())
                    .isNull();
            assertThatThrownBy(() -> asked(stage, desk -> desk.takeBack(id, "bob")))
                    .hasRootCauseInstanceOf(Refused.class);
        }
    }

    @Test
    void acknowledge_whatIsNotOpenOrForTooLong_isRefused() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.seconds(11);
            assertThatThrownBy(() -> asked(stage, desk -> desk.acknowledge("i-9", "ann", "", HOUR)))
                    .hasRootCauseMessage("no incident that is open has the id i-9");
            String id = stage.told.get(0).incident().id();
            assertThatThrownBy(() -> asked(stage, desk -> desk.acknowledge(id, "ann", "", Duration.ofDays(8))))
                    .hasRootCauseMessage("for: expected 1m to 7d");
        }
    }

    private static Silence silence(Stage stage, String rule, Duration lasting) {
        return asked(
                stage,
                desk -> desk.silence(
                        new Wish(rule, null, null, stage.timers.now().plus(lasting), null, null, "the venue moves"),
                        "ann"));
    }

    private static <T> T asked(Stage stage, Function<IncidentDesk, Future<T>> ask) {
        Future<T> answer = stage.onLoop(() -> ask.apply(stage.desk()));
        stage.settle();
        try {
            return answer.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new AssertionError(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> texts(Incident incident) {
        return incident.timeline().stream().map(Incident.Moment::text).toList();
    }
}
