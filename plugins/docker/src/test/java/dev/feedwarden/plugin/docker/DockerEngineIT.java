package dev.feedwarden.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** The plugin against a real engine with real containers. Where none can be started, it says so and is skipped. */
class DockerEngineIT {

    private static final String SCRIPT = "trap 'exit 0' TERM; echo ERROR at the start; while true; do sleep 0.1; done";

    private static RealEngine engine;

    @TempDir
    private Path data;

    private Vertx vertx;
    private TestContext context;

    @BeforeAll
    static void startEngine() throws Exception {
        // Short, as a socket's path may have 107 bytes only.
        Path folder = Files.createTempDirectory("fwe");
        try {
            engine = RealEngine.start(folder);
        } catch (IOException e) {
            LoggerFactory.getLogger(DockerEngineIT.class)
                    .error("NOT TESTED AGAINST A REAL ENGINE: none can be started here: {}", e.getMessage());
            abort("NOT TESTED AGAINST A REAL ENGINE: none can be started here: " + e.getMessage());
        }
        engine.run("collector", SCRIPT);
    }

    @AfterAll
    static void stopEngine() throws Exception {
        if (engine != null) {
            engine.close();
        }
    }

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
        Timers timers = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));
        context = new TestContext("docker", vertx, timers, new FaultyDisk(), data);
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void check_andEveryAction_onARealContainer() throws Exception {
        HealthCheck check = check("collector");
        Map<String, Double> values = values(check);
        assertThat(values)
                .containsEntry("docker docker.reachable", 1.0)
                .containsEntry("docker/collector docker.running", 1.0)
                .doesNotContainKey("docker/collector docker.log_errors");
        assertThat(values.get("docker/collector docker.memory")).isBetween(1e4, 1e8);
        assertThat(values.get("docker/collector docker.memory_share")).isBetween(0.0, 1.0);
        assertThat(values(check).get("docker/collector docker.cpu")).isBetween(0.0, 1.0);

        assertThat(act("restart-container").succeeded()).isTrue();
        Map<String, Double> after = values(check);
        assertThat(after)
                .containsEntry("docker/collector docker.running", 1.0)
                .containsEntry("docker/collector docker.restarts", 1.0);
        // The container has been started, but its first line may come a little later.
        double errors = after.getOrDefault("docker/collector docker.log_errors", 0.0);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (errors == 0 && System.nanoTime() < deadline) {
            errors += values(check).getOrDefault("docker/collector docker.log_errors", 0.0);
        }
        assertThat(errors).isEqualTo(1);
        assertThat(values(check))
                .doesNotContainKeys("docker/collector docker.restarts", "docker/collector docker.log_errors");

        assertThat(act("stop").succeeded()).isTrue();
        assertThat(values(check)).containsEntry("docker/collector docker.running", 0.0);
        assertThat(act("start").succeeded()).isTrue();
        assertThat(values(check)).containsEntry("docker/collector docker.running", 1.0);
    }

    @Test
    void check_noSuchContainer_doesNotRun() throws Exception {
        assertThat(values(check("nobody"))).containsEntry("docker/nobody docker.running", 0.0);
    }

    private HealthCheck check(String container) throws Exception {
        Map<String, ?> values = Map.of("uri", engine.uri(), "containers", container, "log_errors", "ERROR");
        return context.getOnLoop(() -> new DockerCheckProvider().create(Settings.of("checks.docker", values), context));
    }

    private Outcome act(String action) throws Exception {
        Map<String, Object> values = new HashMap<>();
        values.put("uri", engine.uri());
        values.put("containers", "collector");
        values.put("action", action);
        RecoveryAction made =
                context.getOnLoop(() -> new DockerActionProvider().create(Settings.of("actions.act", values), context));
        return context.onLoop(
                () -> made.run(new ActionRequest("docker/collector", "test: 0 < 1", Settings.of("step", Map.of()))));
    }

    private Map<String, Double> values(HealthCheck check) throws Exception {
        return context.onLoop(check::check).stream()
                .collect(Collectors.toMap(reading -> reading.subject() + " " + reading.metric(), Reading::value));
    }
}
