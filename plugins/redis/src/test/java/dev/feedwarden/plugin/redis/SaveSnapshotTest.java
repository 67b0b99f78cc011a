package dev.feedwarden.plugin.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import dev.feedwarden.api.kit.RecoveryActionContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SaveSnapshotTest extends RecoveryActionContract {

    @TempDir
    private static Path folder;

    private static RedisProcess redis;
    private static RawRedis raw;

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisProcess.start("dir " + folder);
        raw = redis.raw();
    }

    @AfterAll
    static void stopRedis() throws IOException {
        raw.close();
        redis.close();
    }

    @Override
    protected RecoveryActionProvider actionProvider() {
        return new RedisActionProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("uri", redis.uri(), "action", "save-snapshot");
    }

    @Override
    protected Map<String, ?> parameters() {
        return Map.of("wait", "10s");
    }

    @Override
    protected Timers timers() {
        return new LoopTimers();
    }

    @Test
    void run_data_isInTheFile() throws Exception {
        raw.call("SET", "found-in-the-file", "1");
        RecoveryAction action = create();

        assertThat(run(action)).isEqualTo(new Outcome(true, "snapshot: ok"));
        assertThat(Files.readString(folder.resolve("dump.rdb"), java.nio.charset.StandardCharsets.ISO_8859_1))
                .contains("found-in-the-file");
        close(action);
    }

    @Test
    void run_twiceWithinASecond_waitsForBoth() throws Exception {
        RecoveryAction action = create();

        assertThat(run(action).succeeded()).isTrue();
        assertThat(run(action).succeeded()).isTrue();
        close(action);
    }

    @Test
    void run_serverDown_isAnOutcomeWithoutSuccess() throws Exception {
        RecoveryAction action = create(Map.of("uri", "redis://127.0.0.1:1", "action", "save-snapshot"));

        assertThat(run(action).detail()).startsWith("no snapshot: ");
        close(action);
    }

    private Outcome run(RecoveryAction action) throws Exception {
        Settings settings =
                Settings.of("kit", parameters()).withDefaults(actionProvider().parameters());
        return context().onLoop(() -> action.run(new ActionRequest("redis", "kit-rule: 1 > 0", settings)));
    }
}
