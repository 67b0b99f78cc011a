package dev.feedwarden.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import dev.feedwarden.api.kit.RecoveryActionContract;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ContainerActionContractTest extends RecoveryActionContract {

    @TempDir
    private static Path folder;

    private static RecordedEngine engine;

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
    protected RecoveryActionProvider actionProvider() {
        return new DockerActionProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return settings("restart-container", "collector");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(settings("kill", "collector"), settings("stop", "../x"));
    }

    @Override
    protected Map<String, ?> parameters() {
        return Map.of("container", "collector", "grace", "3s");
    }

    @Test
    void run_restart_asksForThatOneAndLooksAfterwards() throws Exception {
        Outcome outcome = run(settings(), "kit/any", parameters());
        assertThat(outcome)
                .isEqualTo(new Outcome(
                        true, "restart of container collector: it runs, started 2026-11-27T01:56:20.806056092Z"));
        assertThat(engine.asked())
                .containsExactly(
                        "POST /v1.41/containers/collector/restart?t=3", "GET /v1.41/containers/collector/json");
    }

    @Test
    void run_containerOutsideOfTheList_isRefusedUnasked() throws Exception {
        assertThat(run(settings(), "kit/collector", Map.of("container", "database")))
                .isEqualTo(new Outcome(false, "nothing done: expected a container of [collector], found 'database'"));
        assertThat(run(settings("stop", List.of("one", "two")), "kit/three", Map.of())
                        .succeeded())
                .isFalse();
        assertThat(run(settings(), "docker/database", Map.of()))
                .isEqualTo(new Outcome(false, "nothing done: expected a container of [collector], found 'database'"));
        assertThat(engine.asked()).isEmpty();
    }

    @Test
    void run_severalInTheList_takesTheOneOfTheSubject() throws Exception {
        Outcome outcome = run(settings("start", List.of("collector", "other")), "docker/collector", Map.of());
        assertThat(outcome.succeeded()).isTrue();
        assertThat(engine.asked().get(0)).isEqualTo("POST /v1.41/containers/collector/start");
    }

    @Test
    void run_subjectThatNamesNoContainer_takesTheOnlyOneOfTheList() throws Exception {
        assertThat(run(settings(), "deribit", Map.of()).succeeded()).isTrue();
        assertThat(engine.asked().get(0)).startsWith("POST /v1.41/containers/collector/restart");
    }

    @Test
    void run_stillRunsAfterStop_isNoSuccess() throws Exception {
        assertThat(run(settings("stop", "collector"), "kit", Map.of()).succeeded())
                .isFalse();
        engine.inspect("exited", "2026-11-27T01:56:20Z", 0, false);
        assertThat(run(settings("stop", "collector"), "kit", Map.of()))
                .isEqualTo(new Outcome(true, "stop of container collector: it does not run"));
    }

    @Test
    void run_engineRefusesOrIsAway_isAnOutcomeWithItsReason() throws Exception {
        engine.status("/v1.41/containers/collector/restart", 500);
        assertThat(run(settings(), "kit", Map.of()))
                .isEqualTo(new Outcome(false, "restart of container collector failed: status 500: as the test wants"));
        Map<String, ?> away = Map.of("uri", "unix:///nowhere/at/all", "containers", "c", "action", "stop");
        assertThat(run(away, "kit", Map.of()).detail()).startsWith("stop of container c failed: ");
    }

    private static Map<String, ?> settings(String action, Object containers) {
        return Map.of("uri", "unix://" + folder.resolve("s"), "containers", containers, "action", action);
    }

    private Outcome run(Map<String, ?> values, String subject, Map<String, ?> parameters) throws Exception {
        RecoveryAction action = create(values);
        Settings step =
                Settings.of("step", parameters).withDefaults(actionProvider().parameters());
        Outcome outcome = context().onLoop(() -> action.run(new ActionRequest(subject, "kit-rule: 0 < 1", step)));
        close(action);
        return outcome;
    }
}
