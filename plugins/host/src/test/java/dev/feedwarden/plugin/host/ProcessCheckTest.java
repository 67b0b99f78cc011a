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
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProcessCheckTest extends HealthCheckContract {

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));

    @TempDir
    private Path folder;

    @Override
    protected Provider<? super TestContext, HealthCheck> provider() {
        return new ProcessCheckProvider();
    }

    @Override
    protected Timers timers() {
        return timers;
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("pattern", "java");
    }

    @Override
    protected Map<String, ?> unreachable() {
        return Map.of("pid_file", "/proc/self/environ");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(
                Map.of(),
                Map.of("pattern", "("),
                Map.of("pid_file", "run/pid"),
                Map.of("pid_file", "/run/../pid"),
                Map.of("pid_file", "/run/pid", "pattern", "x"));
    }

    @Test
    void check_processes_areAddedUpAndRestartsCounted() throws Exception {
        process(11, "/usr/bin/collector --all", 500, 100, 20);
        process(12, "/usr/bin/collector", 600, 0, 10);
        process(13, "/usr/bin/other", 1, 0, 10);
        ProcessCheck check = new ProcessCheck(context(), new Proc(folder), null, Pattern.compile("collector"), 2);
        assertThat(values(check))
                .containsEntry("host.process_present", 2.0)
                .containsEntry("host.process_resident", 30 * 1_024.0)
                .containsEntry("host.process_cpu_share", Double.NaN)
                .doesNotContainKey("host.process_restarts");
        process(11, "/usr/bin/collector --all", 500, 1_100, 20);
        timers.advance(Duration.ofSeconds(10));
        assertThat(values(check)).containsEntry("host.process_cpu_share", 0.5);
        process(11, "/usr/bin/collector --all", 900, 0, 20);
        process(12, "/usr/bin/collector", 901, 0, 20);
        assertThat(values(check)).containsEntry("host.process_restarts", 1.0);
        assertThat(values(check)).doesNotContainKey("host.process_restarts");
    }

    @Test
    void check_pidFile_isFollowed() throws Exception {
        Path file = folder.resolve("pid");
        ProcessCheck check = new ProcessCheck(context(), new Proc(folder), file, null, 2);
        Files.writeString(folder.resolve("stat"), "cpu 1\n");
        assertThat(values(check)).containsEntry("host.process_present", 0.0);
        Files.writeString(file, "11\n");
        assertThat(values(check)).containsEntry("host.process_present", 0.0);
        process(11, "x", 1, 0, 1);
        assertThat(values(check)).containsEntry("host.process_present", 1.0);
    }

    private void process(long pid, String command, long started, long ticks, long kilobytes) throws Exception {
        Path own = Files.createDirectories(folder.resolve(Long.toString(pid)));
        Files.writeString(own.resolve("cmdline"), command.replace(' ', '\0'));
        Files.writeString(
                own.resolve("stat"),
                pid + " (odd ) name) S 1 1 1 0 -1 0 0 0 0 0 " + ticks + " 0 0 0 20 0 1 0 " + started + " 0 0\n");
        Files.writeString(own.resolve("status"), "Name:\tx\nVmRSS:\t  " + kilobytes + " kB\n");
    }

    private Map<String, Double> values(HealthCheck check) throws Exception {
        return context().onLoop(check::check).stream().collect(Collectors.toMap(Reading::metric, Reading::value));
    }
}
