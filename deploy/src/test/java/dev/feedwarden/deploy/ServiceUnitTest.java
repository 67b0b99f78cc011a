package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The systemd unit. systemd itself reads it where it is installed. */
class ServiceUnitTest {

    private static final Path UNIT = Path.of("feedwarden.service");
    private static final Path ANALYZE = Path.of("/usr/bin/systemd-analyze");
    private static final String PROGRAM = "/opt/feedwarden/bin/feedwarden";

    @TempDir
    private Path folder;

    @Test
    void unit_isWatchedRestartedAndShutIn() throws Exception {
        List<String> lines = Files.readAllLines(UNIT);

        assertThat(lines)
                .contains(
                        "Type=notify",
                        "NotifyAccess=main",
                        "WatchdogSec=120",
                        "Restart=always",
                        "StartLimitIntervalSec=1h",
                        "StartLimitBurst=10",
                        "Environment=FEEDWARDEN_SUPERVISED=true",
                        "User=feedwarden",
                        "Group=feedwarden",
                        "StateDirectory=feedwarden",
                        "CacheDirectory=feedwarden",
                        "MemoryMax=512M",
                        "NoNewPrivileges=true",
                        "CapabilityBoundingSet=",
                        "ProtectSystem=strict",
                        "ProtectHome=true",
                        "PrivateTmp=true",
                        "SystemCallFilter=@system-service",
                        "WantedBy=multi-user.target")
                .anyMatch(line -> line.startsWith("ExecStart=" + PROGRAM + " run --config "));
        assertThat(lines.stream()
                        .filter(line -> line.matches("[A-Z][A-Za-z]+=.*"))
                        .filter(line -> !line.startsWith("Environment=") && !line.startsWith("SystemCallFilter="))
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .collect(Collectors.toList()))
                .doesNotHaveDuplicates();
    }

    @Test
    void unit_systemdFindsNothingWrong_andLittleExposed() throws Exception {
        assumeThat(ANALYZE).describedAs("systemd-analyze is not installed").exists();
        Path program = Files.createFile(folder.resolve("feedwarden"));
        assertThat(program.toFile().setExecutable(true)).isTrue();
        Path unit = Files.writeString(
                folder.resolve("feedwarden.service"), Files.readString(UNIT).replace(PROGRAM, program.toString()));

        assertThat(analyze("verify", unit.toString())).isEmpty();
        assertThat(analyze("security", "--offline=true", "--threshold=20", unit.toString()))
                .describedAs("an exposure of 2.0 at most")
                .contains("Overall exposure level for feedwarden.service: 1.");
    }

    private static String analyze(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ANALYZE.toString(), "--no-pager"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).describedAs(output).isZero();
        return output;
    }
}
