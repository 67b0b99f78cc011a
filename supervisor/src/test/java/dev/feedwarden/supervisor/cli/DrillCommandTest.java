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
}
