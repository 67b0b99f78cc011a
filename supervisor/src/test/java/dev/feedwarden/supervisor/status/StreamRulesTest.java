package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.Event;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.metrics.Meter;
import io.vertx.core.Promise;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rules that judge the streams of a feed one by one. */
class StreamRulesTest {

    private static final String RULES = """
            version: 1
            rules:
              stream-silence:
                about: No tick of a stream
                metric: feed.ticks
                of: deribit/*
                measure: age
                yellow: "> 5s"
                red: "> 10s"
                recover: stream
                mail: [red, green]
            ladders:
              stream:
                steps:
                  - {after: 20s, do: restart-streams}
                  - {after: 40s, do: escalate}
                limits: {actions: 6, per: 1h, cooldown: 5s}
            """;

    @Test
    void want_streamWithoutATick_isJudgedFromTheMomentItIsWanted() {
        try (Stage stage = stage()) {
            stage.wanted("deribit", "A");
            assertThat(subjects(stage)).containsExactly("deribit/A");
            stage.seconds(11);

            assertThat(stage.occasions()).containsExactly("REACHED red");
            assertThat(stage.board().level()).isEqualTo(Level.RED);
        }
    }

    @Test
    void want_streamGoesInTime_neverRaisesAnAlarm() {
        try (Stage stage = stage()) {
            stage.wanted("deribit", "ETH-1", "B");
            stage.ticks("deribit", 1);
            stage.seconds(4);
            stage.wanted("deribit", "B");
            stage.ticks("deribit", 1);
            stage.seconds(50);

            assertThat(subjects(stage)).containsExactly("deribit/B");
            assertThat(stage.incidents()).extracting(Incident::subject).containsOnly("deribit/B");
        }
    }

    @Test
    void want_streamInTroubleGoes_closesItsIncidentWithANoteAndLeavesTheLadder() {
        try (Stage stage = stage()) {
            stage.wanted("deribit", "A");
            stage.seconds(6);
            assertThat(stage.board().incidents()).hasSize(1);
            stage.wanted("deribit");
            stage.seconds(60);

            assertThat(stage.told).isEmpty();
            assertThat(stage.actions).isEmpty();
            assertThat(stage.board().feeds().get(0).ladder()).isNull();
            assertThat(stage.incidents()).singleElement().satisfies(incident -> {
                assertThat(incident.closed()).isEqualTo(Stage.START.plusSeconds(6));
                assertThat(incident.level()).isEqualTo(Level.YELLOW);
                assertThat(last(incident)).isEqualTo("note: no longer wanted");
            });
        }
    }

    @Test
    void want_personWasToldOfTheStream_isToldOfItsEnd() {
        try (Stage stage = stage()) {
            stage.wanted("deribit", "A");
            stage.seconds(25);
            assertThat(stage.actions).containsExactly("restart-streams deribit/A");
            stage.wanted("deribit");
            stage.seconds(60);

            assertThat(stage.occasions()).containsExactly("REACHED red", "RESOLVED green");
            assertThat(stage.board().feeds().get(0).ladder()).isNull();
        }
    }

    @Test
    void want_streamGoesWhileItsActionIsWrittenDown_isNotActedOn() {
        try (Stage stage = stage()) {
            stage.wanted("deribit", "A");
            stage.seconds(19);
            Promise<Void> gate = Promise.promise();
            stage.history.hanging = gate;
            stage.seconds(1);
            stage.wanted("deribit");
            stage.history.hanging = null;
            stage.onLoop(gate::tryComplete);
            stage.settle();

            assertThat(stage.actions).isEmpty();
        }
    }

    @Test
    void restart_streamIsWantedNoMore_closesWhatWasLeftOpen() {
        Stage stage = stage();
        stage.wanted("deribit", "A");
        stage.seconds(6);

        try (Stage again = stage.restart()) {
            assertThat(again.board().incidents()).hasSize(1);
            again.wanted("deribit", "B");

            assertThat(again.board().incidents()).isEmpty();
            assertThat(subjects(again)).containsExactly("deribit/B");
            assertThat(again.told).isEmpty();
        }
    }

    @Test
    void want_tooManyStreams_countsThoseThatAreNotJudgedAndTakesThemUpWhenOthersGo() {
        try (Stage stage = stage()) {
            List<String> streams = IntStream.range(0, Subjects.MOST_STREAMS + 2)
                    .mapToObj(Integer::toString)
                    .toList();
            stage.fact(new Event.StreamsWanted("deribit", streams, stage.timers.now()));
            assertThat(unjudged(stage)).isEqualTo(2);
            stage.fact(new Event.StreamsWanted("deribit", streams.subList(1, streams.size()), stage.timers.now()));

            assertThat(unjudged(stage)).isEqualTo(1);
            stage.seconds(1);
            assertThat(subjects(stage))
                    .hasSize(Subjects.MOST_STREAMS)
                    .doesNotContain("deribit/0")
                    .contains("deribit/" + Subjects.MOST_STREAMS);
        }
    }

    private static Stage stage() {
        return Stage.of(RULES, Stage.feed("deribit"));
    }

    private static List<String> subjects(Stage stage) {
        stage.seconds(1);
        return stage.board().rules().stream().map(rule -> rule.subject()).toList();
    }

    private static double unjudged(Stage stage) {
        return stage.registry.get(Meter.STREAMS_UNJUDGED.meterName()).gauge().value();
    }

    private static String last(Incident incident) {
        Incident.Moment moment = incident.timeline().get(incident.timeline().size() - 1);
        return moment.kind() + ": " + moment.text();
    }
}
