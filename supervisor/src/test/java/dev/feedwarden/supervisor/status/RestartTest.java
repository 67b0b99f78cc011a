package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.rules.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a new process knows of what an earlier one heard. */
final class RestartTest {

    private static final String RULES = """
            version: 1
            rules:
              silence:
                {about: No tick, metric: feed.ticks, of: deribit, measure: age, yellow: "> 1m", red: "> 10m", mail: [red, green]}
              reconnects:
                {about: Reconnects, metric: feed.reconnects, of: deribit, measure: count over 10m, red: ">= 2", mail: [red, green]}
            """;

    private static final String CONNECTED = """
            version: 1
            rules:
              connected:
                {about: Not connected, metric: feed.connected, of: deribit, measure: last, red: "< 100%", mail: [red, green]}
            """;

    @Test
    void kill_inTheMiddleOfAnIncident_mailsNothingTwiceAndForgetsNothing() throws Exception {
        Stage stage = Stage.of(RULES, Stage.feed("deribit"));
        reconnectTwice(stage);
        assertThat(stage.occasions()).containsExactly("REACHED red");
        Stage again = killed(stage, Duration.ofSeconds(5));
        assertThat(level(again, "reconnects")).isEqualTo(Level.RED);
        assertThat(value(again, "reconnects")).isEqualTo(2);

        try (Stage third = killed(again, Duration.ofSeconds(5))) {
            third.seconds(30);
            third.ticks("deribit", 1);
            assertThat(third.incidents()).hasSize(1);
            assertThat(again.told).isEmpty();
            assertThat(third.told).isEmpty();
            third.pass(Duration.ofMinutes(10));

            assertThat(third.occasions()).containsExactly("RESOLVED green");
            assertThat(third.history.changes)
                    .filteredOn(each -> each.to() == Level.RED)
                    .hasSize(1);
        }
    }

    @Test
    void kill_windowEndsWhileDown_isToldOnceByTheNewProcess() throws Exception {
        Stage stage = Stage.of(RULES, Stage.feed("deribit"));
        reconnectTwice(stage);

        Stage again = killed(stage, Duration.ofMinutes(9).plusSeconds(58));
        assertThat(level(again, "reconnects")).isEqualTo(Level.GREEN);
        assertThat(again.occasions()).contains("RESOLVED green");
        List<String> told = again.occasions();
        try (Stage third = killed(again, Duration.ofSeconds(1))) {
            third.seconds(2);
            assertThat(third.told).isEmpty();
            assertThat(told).filteredOn("RESOLVED green"::equals).hasSize(1);
        }
    }

    @Test
    void kill_silentWhileDown_agesGoOnAndAreToldOnce() throws Exception {
        Stage stage = Stage.of(RULES, Stage.feed("deribit"));
        stage.connected("deribit");
        stage.ticks("deribit", 1);
        stage.seconds(3);

        Stage again = killed(stage, Duration.ofMinutes(30));
        assertThat(value(again, "silence")).isEqualTo(1803);
        assertThat(again.occasions()).containsExactly("REACHED red");
        try (Stage third = killed(again, Duration.ofSeconds(5))) {
            third.seconds(5);
            assertThat(third.told).isEmpty();
            third.ticks("deribit", 1);
            assertThat(third.occasions()).containsExactly("RESOLVED green");
        }
    }

    @Test
    void kill_beforeTheReadingThatMadeItRedIsKept_neitherClosesNorRepeats() throws Exception {
        Stage stage = Stage.of(CONNECTED, Stage.feed("deribit"));
        stage.connected("deribit");
        stage.seconds(2);
        stage.samples
                .afterwards(() -> true)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        stage.disk.on(FaultyDisk.Call.WRITE, FaultyDisk.Fault.inputOutputError());
        stage.disconnected("deribit");
        assertThat(stage.occasions()).containsExactly("REACHED red");
        stage.disk.heal();

        Stage second = stage.kill(Duration.ofSeconds(2));
        second.seconds(2);
        assertThat(second.told).isEmpty();
        try (Stage again = second.kill(Duration.ofSeconds(2))) {
            again.seconds(2);
            again.disconnected("deribit");
            assertThat(again.told).isEmpty();
            assertThat(again.incidents()).hasSize(1);
            again.connected("deribit");

            assertThat(again.occasions()).containsExactly("RESOLVED green");
        }
    }

    private static void reconnectTwice(Stage stage) {
        stage.connected("deribit");
        stage.ticks("deribit", 1);
        stage.reconnected("deribit");
        stage.reconnected("deribit");
        stage.seconds(2);
    }

    /** After what was handed over is synced: the tests are of what is lost in memory. */
    private static Stage killed(Stage stage, Duration down) throws Exception {
        stage.samples
                .afterwards(() -> true)
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
        return stage.kill(down);
    }

    private static Level level(Stage stage, String rule) {
        return status(stage, rule).level();
    }

    private static double value(Stage stage, String rule) {
        return status(stage, rule).value();
    }

    private static StatusBoard.RuleStatus status(Stage stage, String rule) {
        return stage.board().rules().stream()
                .filter(each -> each.id().equals(rule))
                .findFirst()
                .orElseThrow();
    }
}
