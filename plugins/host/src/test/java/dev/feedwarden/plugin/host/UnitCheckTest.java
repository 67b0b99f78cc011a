package dev.feedwarden.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.kit.HealthCheckContract;
import dev.feedwarden.api.kit.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The check of units and their restart, with an executable that stands in for systemctl: few test machines run systemd. */
final class UnitCheckTest extends HealthCheckContract {

    @TempDir
    private static Path folder;

    private static Path systemctl;

    @BeforeAll
    static void writeStandIn() throws Exception {
        systemctl = Files.writeString(folder.resolve("systemctl"), """
                #!/bin/sh
                echo "$*" >> %1$s/asked
                case "$*" in
                  "--no-ask-password restart -- feed.service") : > %1$s/restarted ;;
                  "--no-ask-password restart -- broken.service") echo "Job failed." ; exit 1 ;;
                  *" -- feed.service") echo LoadState=loaded
                    if [ -e %1$s/restarted ]; then echo ActiveState=active; else echo ActiveState=failed; fi
                    echo NRestarts=3 ;;
                  *" -- none.service") echo LoadState=not-found; echo ActiveState=inactive; echo NRestarts= ;;
                  *) exit 1 ;;
                esac
                """.formatted(folder));
        Files.setPosixFilePermissions(systemctl, PosixFilePermissions.fromString("rwx------"));
    }

    @Override
    protected Provider<? super TestContext, HealthCheck> provider() {
        return new UnitCheckProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("systemctl", systemctl.toString(), "units", List.of("feed.service", "none.service"));
    }

    @Override
    protected Map<String, ?> unreachable() {
        return Map.of("systemctl", "/nowhere", "units", "feed.service");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(
                Map.of("units", "--force"),
                Map.of("units", "../a.service"),
                Map.of("units", "a b.service"),
                Map.of("units", "a.service", "systemctl", "systemctl"));
    }

    @Test
    void run_restartUnit_isThatUnitOnly_andTheCheckSeesIt() throws Exception {
        Files.deleteIfExists(folder.resolve("restarted"));
        HealthCheck check = create();
        assertThat(values(check))
                .containsEntry("kit/feed.service host.unit_active", 0.0)
                .containsEntry("kit/feed.service host.unit_failed", 1.0)
                .containsEntry("kit/feed.service host.unit_restarts", 3.0)
                .containsEntry("kit/none.service host.unit_active", 0.0);
        assertThat(restart("feed.service", "other.service"))
                .isEqualTo(
                        new Outcome(false, "nothing done: expected a unit of [feed.service], found 'other.service'"));
        assertThat(restart("feed.service", "feed.service"))
                .isEqualTo(new Outcome(true, "restart of feed.service: it is active"));
        assertThat(restart("broken.service", "broken.service"))
                .isEqualTo(new Outcome(false, "restart of broken.service ended with 1: Job failed."));
        assertThat(values(check)).containsEntry("kit/feed.service host.unit_active", 1.0);
        assertThat(Files.readString(folder.resolve("asked"))).doesNotContain("other");
        close(check);
    }

    @Test
    void run_subjectThatNamesAUnit_meansThatOneOrNone() throws Exception {
        assertThat(restart("feed.service", "kit/other.service", Map.of()))
                .isEqualTo(
                        new Outcome(false, "nothing done: expected a unit of [feed.service], found 'other.service'"));
        assertThat(restart("feed.service", "kit/feed.service", Map.of()).succeeded())
                .isTrue();
        assertThat(restart("feed.service", "kit", Map.of()).succeeded()).isTrue();
        assertThat(Files.readString(folder.resolve("asked"))).doesNotContain("other");
    }

    private Outcome restart(String allowed, String unit) throws Exception {
        return restart(allowed, "kit", Map.of("unit", unit));
    }

    private Outcome restart(String allowed, String subject, Map<String, ?> parameters) throws Exception {
        Map<String, ?> values = Map.of("systemctl", systemctl.toString(), "units", allowed);
        RecoveryAction action = context()
                .getOnLoop(
                        () -> new RestartUnitProvider().create(Settings.of("actions.restart-unit", values), context()));
        Settings step = Settings.of("step", parameters);
        Outcome outcome = context().onLoop(() -> action.run(new ActionRequest(subject, "kit-rule: 0 < 1", step)));
        context().onLoop(action::close);
        return outcome;
    }

    private Map<String, Double> values(HealthCheck check) throws Exception {
        return context().onLoop(check::check).stream()
                .collect(Collectors.toMap(reading -> reading.subject() + " " + reading.metric(), Reading::value));
    }
}
