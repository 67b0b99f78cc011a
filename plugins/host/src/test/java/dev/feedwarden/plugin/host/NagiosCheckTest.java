package dev.feedwarden.plugin.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.kit.HealthCheckContract;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NagiosCheckTest extends HealthCheckContract {

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));

    @TempDir
    private Path scripts;

    @Override
    protected Provider<? super TestContext, HealthCheck> provider() {
        return new NagiosCheckProvider();
    }

    @Override
    protected Timers timers() {
        return timers;
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("command", "/bin/echo", "arguments", List.of("OK - fine | 'a b'=5ms;1;2"));
    }

    @Override
    protected Map<String, ?> unreachable() {
        return Map.of("command", "/nowhere/at/all");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(
                Map.of("command", "echo"),
                Map.of("command", "/bin/../bin/echo"),
                Map.of("command", "/bin/echo", "run_timeout", "1h"),
                Map.of("command", "/bin/echo", "arguments", "a\0b"));
    }

    @Test
    void check_everyExit_isItsState() throws Exception {
        for (int exit = 0; exit <= 2; exit++) {
            assertThat(values(script("exit " + exit)))
                    .containsEntry("kit nagios.state", (double) exit)
                    .containsEntry("kit nagios.unknown", 0.0);
        }
        for (int exit : new int[] {3, 4, 127}) {
            assertThat(values(script("exit " + exit)))
                    .containsEntry("kit nagios.state", Double.NaN)
                    .containsEntry("kit nagios.unknown", 1.0);
        }
    }

    @Test
    void check_performanceData_isReadings() throws Exception {
        assertThat(values(Map.of("command", "/bin/echo", "arguments", "OK $(id) | 'a b'=5ms;10;20 /=80%;70;90")))
                .containsEntry("kit/a b nagios.seconds", 0.005)
                .containsEntry("kit/a b nagios.label_state", 0.0)
                .containsEntry("kit// nagios.share", 0.8)
                .containsEntry("kit// nagios.label_state", 1.0);
    }

    @Test
    void check_tooLong_isUnknownAndKillsAllItStarted() throws Exception {
        Path pid = scripts.resolve("pid");
        HealthCheck check =
                create(script("sleep 1000 & echo $! > " + pid + ".new; mv " + pid + ".new " + pid + "; wait"));
        CompletableFuture<List<Reading>> answer = new CompletableFuture<>();
        context().getOnLoop(() -> {
            check.check().onComplete(answer::complete, answer::completeExceptionally);
            return true;
        });
        while (!Files.exists(pid)) {
            Thread.onSpinWait();
        }
        ProcessHandle child =
                ProcessHandle.of(Long.parseLong(Files.readString(pid).trim())).orElseThrow();
        timers.advance(Duration.ofSeconds(10));
        assertThat(answer.get()).extracting(Reading::value).startsWith(Double.NaN, 1.0, 10.0);
        child.onExit().get(60, java.util.concurrent.TimeUnit.SECONDS);
        close(check);
    }

    @Test
    void check_endlessOutput_isCut() throws Exception {
        assertThat(values(script("i=0; while [ $i -lt 20000 ]; do echo line of text; i=$((i+1)); done; exit 1")))
                .containsEntry("kit nagios.state", 1.0);
    }

    @Test
    void read_multiLineOutput_takesAllPerformanceData() {
        NagiosOutput output = NagiosOutput.read(
                "DISK OK - free | /=2643MB;5948;5958;0;5968\nmore text\n/boot 68 MB | /boot=68MB;88;93;0;98\n'it''s'=U;;\n");
        assertThat(output.line()).isEqualTo("DISK OK - free");
        assertThat(output.values()).extracting(Perfdata::label).containsExactly("/", "/boot", "it's");
        assertThat(output.values().get(0).value()).isEqualTo(2_643 * 1_048_576.0);
        assertThat(output.values().get(2).value()).isNaN();
    }

    @Test
    void bad_everyRangeOfTheGuidelines_isAsTheySay() {
        assertThat(bad("10", -0.1, 0, 10, 10.1)).containsExactly(true, false, false, true);
        assertThat(bad("10:", 9.9, 10, 1e9)).containsExactly(true, false, false);
        assertThat(bad("~:10", -1e9, 10, 10.1)).containsExactly(false, false, true);
        assertThat(bad("10:20", 9.9, 10, 20, 20.1)).containsExactly(true, false, false, true);
        assertThat(bad("@10:20", 9.9, 10, 20, 20.1)).containsExactly(false, true, true, false);
    }

    private static List<Boolean> bad(String range, double... values) {
        Perfdata.Range read = java.util.Objects.requireNonNull(Perfdata.Range.read(range, 1));
        return java.util.stream.DoubleStream.of(values).mapToObj(read::bad).toList();
    }

    private Map<String, ?> script(String text) throws Exception {
        Path file = Files.createTempFile(scripts, "check", ".sh");
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        return Map.of("command", file.toString());
    }

    private Map<String, Double> values(Map<String, ?> settings) throws Exception {
        HealthCheck check = create(settings);
        List<Reading> readings = context().onLoop(check::check);
        close(check);
        return readings.stream()
                .collect(Collectors.toMap(reading -> reading.subject() + " " + reading.metric(), Reading::value));
    }
}
