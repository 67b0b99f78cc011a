package dev.feedwarden.supervisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DrillCommandTest {

    @Test
    void unknownFailure_isMisspelt_andThoseThereAreAreNamed() {
        Terminal terminal = Terminal.run("drill", "--only", "network-drop,sunspots");
        assertThat(terminal.code()).isEqualTo(2);
        assertThat(terminal.err()).contains("network drop, exchange restart", "clock jump", "found 'sunspots'");
    }

    @Test
    void startedWithoutTheLauncher_saysHowItIsStarted() {
        Terminal terminal = Terminal.run("drill", "--only", "Network Drop,redis-down");
        assertThat(terminal.code()).isEqualTo(1);
        assertThat(terminal.err()).contains("deploy/feedwarden drill");
    }

    @Test
    void serverThatCannotBeUsed_isMisspelt_andItsPasswordIsNotShown() {
        Terminal database = Terminal.run("drill", "--database", "mysql://ann:secret@127.0.0.1/ticks");
        assertThat(database.code()).isEqualTo(2);
        assertThat(database.err()).contains("--database: expected postgresql://", "found mysql://127.0.0.1");
        Terminal redis = Terminal.run("drill", "--redis", "rediss://:secret@cache.example");
        assertThat(redis.code()).isEqualTo(2);
        assertThat(redis.err()).contains("--redis: expected redis://", "127.0.0.1");
        assertThat(database.err() + redis.err()).doesNotContain("secret");
    }
}
