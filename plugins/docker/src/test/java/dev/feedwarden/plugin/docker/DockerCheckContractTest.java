package dev.feedwarden.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.kit.HealthCheckContract;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DockerCheckContractTest extends HealthCheckContract {

    private static final String BEFORE = "2026-11-27T01:56:20Z old ERROR\n";

    @TempDir
    private static Path folder;

    private static RecordedEngine engine;

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-11-27T02:00:00Z"));

    @BeforeAll
    static void startEngine() throws Exception {
        engine = RecordedEngine.at(folder.resolve("s").toString());
    }

    @AfterAll
    static void stopEngine() throws Exception {
        engine.close();
    }

    @BeforeEach
    void asRecorded() {
        engine.usual();
    }

    @Override
    protected Provider<? super TestContext, HealthCheck> provider() {
        return new DockerCheckProvider();
    }

    @Override
    protected Timers timers() {
        return timers;
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of(
                "uri",
                "unix://" + folder.resolve("s"),
                "containers",
                "collector",
                "log_errors",
                List.of("lost=was lost", "ERROR"));
    }

    @Override
    protected Map<String, ?> unreachable() {
        return Map.of("uri", "unix:///nowhere/at/all.sock", "containers", "collector");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(
                Map.of("containers", "../images"),
                Map.of("containers", List.of("one", "one")),
                Map.of("containers", "a?force=1"),
                Map.of("containers", "one", "uri", "http://127.0.0.1:1"),
                Map.of("containers", "one", "uri", "tcp://127.0.0.1"),
                Map.of("containers", "one", "uri", "unix:///var/run/../docker.sock"),
                Map.of("containers", "one", "ca", "/ca.pem"),
                Map.of("containers", "one", "uri", "tcp://127.0.0.1:1", "cert", "/cert.pem"),
                Map.of("containers", "one", "uri", "tcp://127.0.0.1:1", "ca", "/etc/../ca.pem"),
                Map.of("containers", "one", "answer_timeout", "1h"),
                Map.of("containers", "one", "log_errors", "("),
                Map.of("containers", "one", "log_errors", List.of("a=x", "a=y")));
    }

    @Test
    void check_runningContainer_measuresAll() throws Exception {
        HealthCheck check = create();
        assertThat(values(check))
                .containsEntry("kit docker.reachable", 1.0)
                .containsEntry("kit/collector docker.running", 1.0)
                .containsEntry("kit/collector docker.restart_count", 0.0)
                .containsEntry("kit/collector docker.memory", 700_000.0)
                .containsEntry("kit/collector docker.memory_share", 700_000.0 / 25_276_502_016.0)
                .containsEntry("kit/collector docker.cpu", Double.NaN)
                .containsEntry("kit/collector docker.healthy", Double.NaN);
        // A quarter of a second in 10 s, of the half processor that it may use.
        engine.stats("2026-11-27T01:56:32.032878707Z", 286_018_071);
        assertThat(values(check)).containsEntry("kit/collector docker.cpu", 0.05);
        close(check);
    }

    @Test
    void check_restartsAndOomKills_areCountedOnce() throws Exception {
        HealthCheck check = create();
        values(check);
        engine.inspect("running", "2026-11-27T01:57:00Z", 2, true);
        assertThat(values(check))
                .containsEntry("kit/collector docker.restarts", 2.0)
                .containsEntry("kit/collector docker.oom_kills", 1.0);
        assertThat(values(check)).doesNotContainKeys("kit/collector docker.restarts", "kit/collector docker.oom_kills");
        engine.inspect("running", "2026-11-27T01:58:00Z", 2, false);
        assertThat(values(check)).containsEntry("kit/collector docker.restarts", 1.0);
        close(check);
    }

    @Test
    void check_stoppedOrMissingContainer_doesNotRun() throws Exception {
        HealthCheck check = create();
        engine.inspect("exited", "2026-11-27T01:57:00Z", 0, false);
        assertThat(values(check))
                .containsEntry("kit/collector docker.running", 0.0)
                .doesNotContainKey("kit/collector docker.memory");
        engine.status(RecordedEngine.INSPECT, 404);
        assertThat(values(check)).isEqualTo(Map.of("kit docker.reachable", 1.0, "kit/collector docker.running", 0.0));
        close(check);
    }

    @Test
    void check_linesOfTheLog_areEachCountedOnce() throws Exception {
        engine.logs(BEFORE);
        HealthCheck check = create();
        assertThat(values(check)).doesNotContainKey("kit/collector docker.log_errors");
        String more = BEFORE + "2026-11-27T01:56:20Z new ERROR\n2026-11-27T01:56:21Z fine\n"
                + "2026-11-27T01:56:21Z Connection to remote host was lost ERROR\n";
        engine.logs(more);
        assertThat(values(check))
                .containsEntry("kit/collector docker.log_errors", 2.0)
                .containsEntry("kit/collector/lost docker.log_matches", 1.0)
                .containsEntry("kit/collector/2 docker.log_matches", 1.0);
        assertThat(values(check)).doesNotContainKey("kit/collector docker.log_errors");
        engine.logs(more + "2026-11-27T01:56:21Z again ERROR\n");
        assertThat(values(check)).containsEntry("kit/collector docker.log_errors", 1.0);
        assertThat(engine.asked().get(engine.asked().size() - 1)).endsWith("since=1795744580");
        close(check);
    }

    @Test
    void check_anotherContainerOfTheName_isARestartWithALogOfItsOwn() throws Exception {
        engine.logs(BEFORE);
        HealthCheck check = create();
        values(check);
        engine.inspect(json -> json.put("Id", "another"));
        engine.logs("2026-11-27T01:56:19Z ERROR at the start\n");
        assertThat(values(check))
                .containsEntry("kit/collector docker.restarts", 1.0)
                .containsEntry("kit/collector docker.log_errors", 1.0);
        close(check);
    }

    @Test
    void check_terminalsLog_isReadWithoutFrames() throws Exception {
        engine.inspect(json -> json.put("Config", new io.vertx.core.json.JsonObject().put("Tty", true)));
        HealthCheck check = create();
        values(check);
        engine.rawLogs("2026-11-27T01:56:19.5Z ERROR\r\n2026-11-27T01:56:19.5Z ERROR\r\n");
        assertThat(values(check)).containsEntry("kit/collector docker.log_errors", 2.0);
        close(check);
    }

    @Test
    void check_moreLogThanIsReadAtOnce_saysSoAndGoesOn() throws Exception {
        HealthCheck check = create();
        values(check);
        String line = "2026-11-27T01:56:20Z ERROR " + "x".repeat(1_000) + "\n";
        engine.logs(line.repeat(1_100));
        Map<String, Double> first = values(check);
        assertThat(first).containsEntry("kit/collector docker.log_cut", 1.0);
        assertThat(first.get("kit/collector docker.log_errors")).isBetween(1_000.0, 1_050.0);
        // Podman's times are whole seconds, so nothing of the same second can be told from what was read.
        assertThat(values(check)).doesNotContainKey("kit/collector docker.log_errors");
        engine.logs("2026-11-27T01:56:22Z ERROR\n");
        assertThat(values(check)).containsEntry("kit/collector docker.log_errors", 1.0);
        close(check);
    }

    @Test
    void check_oneQuestionFails_isAFaultAndTheRestIsTold() throws Exception {
        engine.status(RecordedEngine.STATS, 500);
        HealthCheck check = create();
        assertThat(values(check)).containsEntry("kit/collector docker.running", 1.0);
        assertThat(context().faults())
                .extracting(TestContext.Fault::detail)
                .containsExactly("stats of container collector: expected status 200, found 500: as the test wants");
        close(check);
    }

    @Test
    void check_noAnswer_closesTheConnectionInTime() throws Exception {
        engine.silent("/v1.41/_ping");
        HealthCheck check = create();
        CompletableFuture<List<Reading>> answer = new CompletableFuture<>();
        context().getOnLoop(() -> {
            check.check().onComplete(answer::complete, answer::completeExceptionally);
            return true;
        });
        engine.awaitSilentAsked();
        timers.advance(Duration.ofMillis(4_999));
        assertThat(answer).isNotDone();
        context().getOnLoop(() -> {
            timers.advance(Duration.ofMillis(1));
            return true;
        });
        assertThat(answer.get()).extracting(Reading::value).containsExactly(0.0);
        engine.awaitSilentClosed();
        close(check);
    }

    private Map<String, Double> values(HealthCheck check) throws Exception {
        return context().onLoop(check::check).stream()
                .collect(Collectors.toMap(reading -> reading.subject() + " " + reading.metric(), Reading::value));
    }
}
