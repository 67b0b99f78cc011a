package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.read.WindowText;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.alert.Routing.Nudge;
import dev.feedwarden.supervisor.history.Acknowledgement;
import dev.feedwarden.supervisor.history.Attention;
import dev.feedwarden.supervisor.history.Incident;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Who is told of what, not before when, and when again. */
class RoutingTest {

    private static final Coverage EVERYTHING = new Coverage(null, null);

    /** Where Saturday, 21 November 2026, 12:00 UTC is 21:00. */
    private static final Calendar NIGHT = new Calendar(
            "quiet", ZoneId.of("Asia/Tokyo"), WindowText.weekly("Mon-Sun 20:00-07:00"), Map.of(), Map.of());

    private static final List<String> REST = List.of("rest@example.com");

    @Test
    void recipients_everyRouteThatMeansIt_andTheRestWhereNoneDoes() {
        Routing routing = new Routing(
                List.of(
                        route(new Coverage(null, "deribit*"), null, "ann@example.com"),
                        route(new Coverage("deribit-*", null), null, "bob@example.com"),
                        route(new Coverage("other", null), null, "eve@example.com")),
                REST);

        assertThat(routing.recipients(reached(Severity.CRITICAL)))
                .containsOnlyKeys("ann@example.com", "bob@example.com");
        assertThat(new Routing(List.of(route(new Coverage("other", null), null, "eve@example.com")), REST)
                        .recipients(reached(Severity.CRITICAL)))
                .containsOnlyKeys("rest@example.com");
    }

    @Test
    void recipients_severity_choosesTheRoute() {
        Routing routing = new Routing(
                List.of(new Route(
                        List.of("ann@example.com"), Set.of(Severity.CRITICAL), EVERYTHING, null, null, List.of())),
                REST);

        assertThat(routing.recipients(reached(Severity.CRITICAL))).containsOnlyKeys("ann@example.com");
        assertThat(routing.recipients(reached(Severity.WARNING))).containsOnlyKeys("rest@example.com");
    }

    @Test
    void recipients_quietHours_waitForTheirEndUnlessItIsCritical() {
        Routing routing = new Routing(List.of(route(EVERYTHING, NIGHT, "ann@example.com")), REST);

        assertThat(routing.recipients(reached(Severity.WARNING)))
                .containsExactly(Map.entry("ann@example.com", Instant.parse("2026-11-21T22:00:00Z")));
        assertThat(routing.recipients(reached(Severity.CRITICAL)))
                .containsExactly(Map.entry("ann@example.com", Post.NOON));
    }

    @Test
    void recipients_theEnd_goesToThoseWhoWereToldAndToNobodyElse() {
        Routing routing = new Routing(List.of(route(EVERYTHING, null, "ann@example.com")), REST);
        Attention told = Attention.NONE.told(List.of("bob@example.com", "boss@example.com"), Post.NOON);

        assertThat(routing.recipients(announcement(Occasion.RESOLVED, Severity.INFO, told)))
                .containsOnlyKeys("bob@example.com", "boss@example.com");
    }

    @Test
    void nudge_remindsAndPassesOnInTurn_andAnAcknowledgementHoldsBoth() {
        Routing routing = new Routing(
                List.of(new Route(
                        List.of("ann@example.com"),
                        Set.of(Severity.values()),
                        EVERYTHING,
                        null,
                        Duration.ofHours(1),
                        List.of(
                                new Route.Step(Duration.ofMinutes(30), List.of("bob@example.com")),
                                new Route.Step(Duration.ofMinutes(90), List.of("boss@example.com"))))),
                REST);
        Attention first = Attention.NONE.told(List.of("ann@example.com"), Post.NOON);

        assertThat(nudge(routing, first)).isEqualTo(new Nudge(Occasion.PASSED_ON, Post.NOON.plusSeconds(1800)));
        assertThat(routing.recipients(announcement(Occasion.PASSED_ON, Severity.CRITICAL, first)))
                .containsOnlyKeys("bob@example.com");
        Attention second = first.told(List.of("bob@example.com"), Post.NOON.plusSeconds(1800))
                .passOn();
        assertThat(nudge(routing, second)).isEqualTo(new Nudge(Occasion.PASSED_ON, Post.NOON.plusSeconds(5400)));
        Attention third = second.told(List.of("boss@example.com"), Post.NOON.plusSeconds(5400))
                .passOn();
        assertThat(nudge(routing, third)).isEqualTo(new Nudge(Occasion.REMINDED, Post.NOON.plusSeconds(9000)));
        Instant until = Post.NOON.plusSeconds(20_000);
        assertThat(nudge(routing, third.acknowledgedBy(new Acknowledgement("ann", "", Post.NOON, until))))
                .isEqualTo(new Nudge(Occasion.REMINDED, until));
        assertThat(nudge(Routing.to(REST), first)).isNull();
        assertThat(Routing.to(REST).nudges()).isFalse();
    }

    private static @Nullable Nudge nudge(Routing routing, Attention attention) {
        return routing.nudge(incident(attention), Severity.CRITICAL);
    }

    private static Route route(Coverage coverage, @Nullable Calendar quiet, String to) {
        return new Route(List.of(to), Set.of(Severity.values()), coverage, quiet, null, List.of());
    }

    private static Announcement reached(Severity severity) {
        return announcement(Occasion.REACHED, severity, Attention.NONE);
    }

    private static Announcement announcement(Occasion occasion, Severity severity, Attention attention) {
        return new Announcement(
                occasion, incident(attention), Level.RED, severity, "No tick", "12 s", List.of(), null, Post.NOON);
    }

    private static Incident incident(Attention attention) {
        return new Incident(
                "i-1",
                "deribit-silence",
                "deribit/ETH-1",
                Level.RED,
                Post.NOON,
                null,
                attention.toldAt() != null,
                null,
                "i-1",
                attention,
                List.of());
    }
}
