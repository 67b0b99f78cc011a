package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Reading;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.supervisor.alert.Announcement;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.plugin.Kind;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** One telling for one root cause. */
class RootCauseTest {

    private static final String RULES = """
            version: 1
            rules:
              silence:
                {about: No tick, metric: feed.ticks, of: deribit, measure: age, red: "> 12s", mail: [red, green]}
              stream-silence:
                {about: No tick of a stream, metric: feed.ticks, of: deribit/*, measure: age, red: "> 10s", mail: [red, green]}
            """;

    @Test
    void feedIsSilent_itsStreamsAreToldOfWithIt() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            List<String> streams = streams(2_000);
            wanted(stage, streams);
            ticks(stage, streams);
            stage.seconds(30);

            assertThat(stage.occasions()).containsExactly("REACHED red");
            Announcement told = stage.told.get(0);
            assertThat(told.incident().rule()).isEqualTo("silence");
            ticks(stage, streams);
            stage.seconds(8);
            assertThat(stage.occasions()).containsExactly("REACHED red", "RESOLVED green");
            assertThat(stage.history.incidents(5_000).result())
                    .filteredOn(one -> one.rule().equals("stream-silence"))
                    .hasSize(2_000)
                    .allSatisfy(one ->
                            assertThat(one.root()).isEqualTo(told.incident().id()));
        }
    }

    @Test
    void feedIsWellAgain_streamThatIsNot_isToldOfThen() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            wanted(stage, List.of("A", "B"));
            stage.seconds(20);
            assertThat(stage.occasions()).containsExactly("REACHED red");
            assertThat(stage.told.get(0).affected()).containsExactly("deribit/A", "deribit/B");
            stage.seconds(1);
            ticks(stage, List.of("A"));
            stage.seconds(1);

            assertThat(stage.occasions()).containsExactly("REACHED red", "RESOLVED green", "REACHED red");
            assertThat(stage.told.get(2).incident().subject()).isEqualTo("deribit/B");
            assertThat(texts(stage.told.get(2).incident())).anyMatch(text -> text.startsWith("lasts after i-"));
        }
    }

    @Test
    void streamsOfOneFeed_areOneTellingAndOneEnd() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            List<String> streams = streams(10);
            wanted(stage, streams);
            for (int i = 0; i < 20; i++) {
                ticks(stage, List.of("well"));
                stage.seconds(1);
            }
            assertThat(stage.occasions()).containsExactly("REACHED red");
            Announcement first = stage.told.get(0);
            assertThat(first.affected())
                    .hasSize(9)
                    .doesNotContain(first.incident().subject());
            ticks(stage, streams.subList(0, 4));
            stage.seconds(1);
            assertThat(stage.occasions()).containsExactly("REACHED red");
            ticks(stage, streams);
            stage.seconds(1);

            assertThat(stage.occasions()).containsExactly("REACHED red", "RESOLVED green");
            Incident last = stage.told.get(1).incident();
            assertThat(last.thread()).isEqualTo(first.incident().thread());
            assertThat(last.id()).isNotEqualTo(first.incident().id());
        }
    }

    @Test
    void streamIsWellWithinTheWait_nobodyIsTold() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            wanted(stage, List.of("A"));
            for (int i = 0; i < 13; i++) {
                ticks(stage, List.of("well"));
                stage.seconds(1);
            }
            assertThat(stage.board().incidents()).hasSize(1);
            ticks(stage, List.of("A", "well"));
            stage.seconds(6);

            assertThat(stage.told).isEmpty();
        }
    }

    @Test
    void killedInTheWait_theNextProcessTells() throws Exception {
        Stage first = Stage.of(RULES, Stage.feed("deribit"));
        wanted(first, List.of("A"));
        for (int i = 0; i < 13; i++) {
            ticks(first, List.of("well"));
            first.seconds(1);
        }
        assertThat(first.incidents()).hasSize(1);
        assertThat(first.told).isEmpty();
        try (Stage stage = first.restart()) {
            wanted(stage, List.of("A"));
            for (int i = 0; i < 13; i++) {
                ticks(stage, List.of("well"));
                stage.seconds(1);
            }

            assertThat(stage.occasions()).containsExactly("REACHED red");
        }
    }

    @Test
    void partsOfACheck_areNotAlike_andEachIsToldOfAtOnce() {
        String rules = """
                version: 1
                rules:
                  failures:
                    {about: Failures, metric: check.failures, of: db-check/*, measure: count over 1m, red: ">= 1", mail: [red]}
                """;
        try (Stage stage =
                Stage.of(rules, new Watched(Kind.CHECK, "db-check", "postgres", Duration.ofSeconds(10), null))) {
            report(stage, "db-check/one", "check.failures", 1);
            report(stage, "db-check/two", "check.failures", 1);
            stage.pass(Duration.ofMillis(1));

            assertThat(stage.told)
                    .extracting(one -> one.incident().subject())
                    .containsExactly("db-check/one", "db-check/two");
        }
    }

    @Test
    void storeIsDown_theSinkBeforeItIsToldOfWithIt() {
        String rules = """
                version: 1
                rules:
                  database:
                    {about: The database, metric: check.failures, of: db-check, measure: count over 20s, red: ">= 1", mail: [red, green]}
                  backlog:
                    {about: The backlog, metric: sink.backlog, of: timescale, measure: last, red: "> 100", mail: [red, green]}
                """;
        try (Stage stage = Stage.of(
                rules,
                new Watched(Kind.CHECK, "db-check", "postgres", Duration.ofSeconds(10), "db"),
                new Watched(Kind.SINK, "timescale", "postgres", Duration.ofSeconds(10), "db"))) {
            report(stage, "db-check", "check.failures", 1);
            report(stage, "timescale", "sink.backlog", 500);
            stage.seconds(10);
            assertThat(stage.occasions()).containsExactly("REACHED red");
            stage.seconds(12);

            assertThat(stage.told)
                    .extracting(one -> one.occasion() + " " + one.incident().rule())
                    .containsExactly(
                            Occasion.REACHED + " database",
                            Occasion.RESOLVED + " database",
                            Occasion.REACHED + " backlog");
        }
    }

    @Test
    void internetIsDown_everyFeedIsToldOfWithIt() {
        String rules = """
                version: 1
                rules:
                  internet:
                    {about: The internet, metric: check.failures, of: internet, measure: count over 20s, red: ">= 1", mail: [red, green]}
                  connected:
                    {about: Connections, metric: feed.connected, of: deribit, measure: last, red: "< 1", mail: [red, green]}
                """;
        try (Stage stage = Stage.of(
                rules,
                new Watched(Kind.CHECK, "internet", "http", Duration.ofSeconds(10), null),
                Stage.feed("deribit"))) {
            stage.connected("deribit");
            report(stage, "internet", "check.failures", 1);
            stage.disconnected("deribit");
            stage.seconds(10);
            assertThat(stage.occasions()).containsExactly("REACHED red");
            stage.reconnected("deribit");
            stage.seconds(12);

            assertThat(stage.told)
                    .extracting(one -> one.occasion() + " " + one.incident().rule())
                    .containsExactly(Occasion.REACHED + " internet", Occasion.RESOLVED + " internet");
            assertThat(stage.incidents())
                    .filteredOn(incident -> incident.rule().equals("connected"))
                    .singleElement()
                    .satisfies(incident -> assertThat(texts(incident)).anyMatch(text -> text.startsWith("belongs to")));
        }
    }

    private static void report(Stage stage, String subject, String metric, double value) {
        stage.pass(Duration.ofMillis(1));
        stage.fact(new Event.Measured(
                subject, List.of(new Reading(metric, subject, value, stage.timers.now())), stage.timers.now()));
    }

    private static List<String> streams(int count) {
        return IntStream.range(0, count).mapToObj(i -> "S" + i).toList();
    }

    private static void wanted(Stage stage, List<String> streams) {
        stage.fact(new Event.StreamsWanted("deribit", streams, stage.timers.now()));
    }

    private static void ticks(Stage stage, List<String> streams) {
        stage.pass(Duration.ofMillis(1));
        List<Event.StreamSample> samples = streams.stream()
                .map(name -> new Event.StreamSample(name, 1, stage.timers.now(), 3))
                .toList();
        stage.fact(new Event.Sampled("deribit", streams.size(), 1, 1, samples, stage.timers.now()));
    }

    private static List<String> texts(Incident incident) {
        return incident.timeline().stream().map(Incident.Moment::text).toList();
    }
}
