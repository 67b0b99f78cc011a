package dev.feedwarden.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import dev.feedwarden.api.kit.RecoveryActionContract;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HostActionTest extends RecoveryActionContract {

    @Override
    protected RecoveryActionProvider actionProvider() {
        return new ExecProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("command", "/bin/echo", "arguments", List.of("$(id); rm -rf", "two words"));
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(Map.of("command", "echo"), Map.of("command", "/bin/../bin/echo"));
    }

    @Override
    protected Map<String, ?> parameters() {
        return Map.of();
    }

    @Test
    void run_argumentsOfAShell_areTakenAsTheyAre() throws Exception {
        assertThat(run(settings())).isEqualTo(new Outcome(true, "/bin/echo ended with 0: $(id); rm -rf two words"));
    }

    /** What the program's own environment holds, such as a password, is nobody's. */
    @Test
    void run_environment_isPathAndLocaleAlone() throws Exception {
        assertThat(run(Map.of("command", "/usr/bin/env")).detail().split("(ended with 0: |\\s)"))
                .contains("PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C")
                .filteredOn(word -> word.contains("="))
                .hasSize(2);
    }

    @Test
    void run_parametersOfAStep_changeNothing() throws Exception {
        RecoveryAction action = create(settings());
        Settings step = Settings.of("step", Map.of("command", "/bin/false", "arguments", List.of("x")));
        assertThat(context().onLoop(() -> action.run(new ActionRequest("kit", "kit-rule: 0 < 1", step))))
                .isEqualTo(new Outcome(true, "/bin/echo ended with 0: $(id); rm -rf two words"));
        close(action);
    }

    @Test
    void run_failingOrMissingCommand_isNoSuccess() throws Exception {
        assertThat(run(Map.of("command", "/bin/false")).succeeded()).isFalse();
        assertThat(run(Map.of("command", "/nowhere")).detail()).startsWith("/nowhere failed: ");
    }

    private Outcome run(Map<String, ?> values) throws Exception {
        RecoveryAction action = create(values);
        Settings step = Settings.of("step", Map.of());
        Outcome outcome = context().onLoop(() -> action.run(new ActionRequest("kit", "kit-rule: 0 < 1", step)));
        close(action);
        return outcome;
    }
}
