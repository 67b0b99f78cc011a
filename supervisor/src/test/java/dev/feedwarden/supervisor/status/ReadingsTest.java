package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReadingsTest {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final Instant TICK = NOW.minusMillis(200);

    private final Readings readings = new Readings(feed -> 0.5, "deribit"::equals);

    @Test
    void sampled_streamsJudged_countsTheFeedAndEachStreamAtItsLastTick() {
        assertThat(read(sample("deribit")))
                .containsExactlyInAnyOrder(
                        "feed.connected deribit 0.5 0",
                        "feed.ticks deribit 12.0 -200",
                        "feed.lag deribit 0.007 -200",
                        "feed.ticks deribit/A 5.0 -300",
                        "feed.lag deribit/A -0.002 -300",
                        "feed.ticks deribit/B 7.0 -200",
                        "feed.lag deribit/B 0.007 -200");
    }

    @Test
    void sampled_streamsNotJudged_countsTheFeedOnly() {
        assertThat(read(sample("bybit"))).hasSize(3).noneMatch(reading -> reading.contains("/"));
    }

    @Test
    void sampled_noTicks_saysNothingOfTicks() {
        assertThat(read(new Event.Sampled("deribit", 1, 2, 9, List.of(), NOW)))
                .containsExactly("feed.connected deribit 0.5 0");
    }

    @Test
    void connected_again_isAReconnect() {
        assertThat(read(new Event.Connected("deribit", 0, "ws://a", true, NOW)))
                .containsExactly(
                        "feed.connected deribit 0.5 0",
                        "feed.attempts_failed deribit 0.0 0",
                        "feed.reconnects deribit 1.0 0");
    }

    @Test
    void connected_firstTime_isNoReconnect() {
        assertThat(read(new Event.Connected("deribit", 0, "ws://a", false, NOW)))
                .hasSize(2);
    }

    @Test
    void faults_eachCountsOneError() {
        assertThat(read(new Event.Disconnected("deribit", 0, FaultKind.CLOSED, "", NOW)))
                .contains("feed.errors deribit 1.0 0");
        assertThat(read(new Event.Faulted("deribit", FaultKind.MALFORMED, "", NOW)))
                .contains("feed.errors deribit 1.0 0");
        assertThat(read(new Event.AttemptFailed("deribit", 0, "", 4, Duration.ZERO, NOW)))
                .containsExactly("feed.errors deribit 1.0 0", "feed.attempts_failed deribit 4.0 0");
    }

    @Test
    void faults_ofAKind_areNewOnce() {
        Event malformed = new Event.Faulted("deribit", FaultKind.MALFORMED, "", NOW);
        String novelty = "feed.new_errors deribit 1.0 0";

        assertThat(read(malformed)).contains(novelty);
        assertThat(read(malformed)).doesNotContain(novelty);
        assertThat(read(new Event.Disconnected("deribit", 0, FaultKind.CLOSED, "", NOW)))
                .contains(novelty);
        assertThat(read(new Event.Faulted("bybit", FaultKind.MALFORMED, "", NOW)))
                .contains("feed.new_errors bybit 1.0 0");
    }

    @Test
    void refused_countsStreams() {
        assertThat(read(new Event.Refused("deribit", List.of("A", "B"), "no", NOW)))
                .containsExactly("feed.refused deribit 2.0 0");
    }

    @Test
    void pluginChanged_blocked_isOfSelf() {
        assertThat(read(new Event.PluginChanged("bad", "blocked", null, NOW)))
                .containsExactly("loop.blocked self 1.0 0");
        assertThat(read(new Event.PluginChanged("bad", "started", null, NOW))).isEmpty();
    }

    @Test
    void measured_passesTheReadingsOn() {
        var reading = new Reading("disk.used", "files", 0.5, NOW);

        assertThat(new Event.Measured("files", List.of(reading), NOW).match(readings))
                .containsExactly(reading);
    }

    @ParameterizedTest
    @MethodSource("everyEvent")
    void match_anyEvent_givesDeclaredMetrics(Event event) {
        Set<String> declared = CoreMetrics.ALL.stream().map(Metric::name).collect(Collectors.toSet());

        assertThat(event.match(readings)).allMatch(reading -> declared.contains(reading.metric()));
    }

    static Stream<Event> everyEvent() {
        List<Event> events = List.of(
                new Event.Connected("deribit", 0, "ws://a", true, NOW),
                new Event.Disconnected("deribit", 0, FaultKind.CLOSED, "", NOW),
                new Event.AttemptFailed("deribit", 0, "", 1, Duration.ZERO, NOW),
                new Event.Faulted("deribit", FaultKind.GAP, "", NOW),
                new Event.Refused("deribit", List.of("A"), "", NOW),
                new Event.VenueChanged("deribit", VenueState.LOCKED, "", NOW),
                new Event.StreamsWanted("deribit", List.of("A"), NOW),
                sample("deribit"),
                new Event.Measured("deribit", List.of(), NOW),
                new Event.PluginChanged("deribit", "blocked", null, NOW),
                new Event.ActionFinished("deribit", "reconnect", true, "", NOW));
        Set<Class<?>> kinds = events.stream().map(Event::getClass).collect(Collectors.toSet());
        assertThat(kinds).containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
        return events.stream();
    }

    private List<String> read(Event event) {
        return event.match(readings).stream()
                .map(reading -> reading.metric() + " " + reading.subject() + " " + reading.value() + " "
                        + Duration.between(NOW, reading.time()).toMillis())
                .toList();
    }

    private static Event.Sampled sample(String feed) {
        return new Event.Sampled(
                feed,
                1,
                2,
                2,
                List.of(
                        new Event.StreamSample("A", 5, TICK.minusMillis(100), -2),
                        new Event.StreamSample("B", 7, TICK, 7)),
                NOW);
    }
}
