package dev.feedwarden.supervisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.SystemDisk;
import dev.feedwarden.supervisor.history.KeptSamples;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.status.CoreMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class BacktestCommandTest {

    private static final Instant START = Instant.parse("2026-03-01T10:00:00Z");
    private static final String METRIC = "journal.oldest";

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** As the launcher does. */
    @BeforeEach
    void install() {
        System.setProperty("feedwarden.home", folder.resolve("home").toString());
        System.setProperty("feedwarden.data", folder.resolve("var").toString());
    }

    @AfterEach
    void takeBack() {
        System.clearProperty("feedwarden.home");
        System.clearProperty("feedwarden.data");
    }

    @Test
    void backtest_withoutAFile_judgesWhatARunningProgramHasKept() throws Exception {
        var timers = new ManualTimers(START);
        KeptSamples kept = KeptSamples.open(
                folder.resolve("data").resolve(KeptSamples.FOLDER),
                Map.of(METRIC, Metric.Kind.GAUGE),
                Duration.ofHours(1),
                new SystemDisk(),
                timers,
                new Meters(new SimpleMeterRegistry()));
        for (double value : List.of(1, 90, 95, 2)) {
            kept.offer(List.of(new Reading(METRIC, CoreMetrics.SELF, value, timers.now())));
            timers.advance(Duration.ofMinutes(1));
        }
        kept.afterwards(() -> true).await(60, TimeUnit.SECONDS);

        int code = backtest();

        assertThat(code).as("%s", err).isZero();
        JsonObject found = new JsonObject(out.toString());
        assertThat(found.getInteger("readings")).isEqualTo(4);
        JsonObject firing = found.getJsonObject("a").getJsonArray("firings").getJsonObject(0);
        assertThat(firing.getString("rule")).isEqualTo("old");
        assertThat(firing.getString("from")).isEqualTo("2026-03-01T10:01:00Z");
        kept.close().await(60, TimeUnit.SECONDS);
    }

    @Test
    void backtest_nothingWasKept_saysWhereItLooked() throws Exception {
        assertThat(backtest()).isEqualTo(1);
        assertThat(err.toString()).contains(folder.resolve("data").resolve("readings") + ": expected the readings");
    }

    private int backtest() throws IOException {
        Path config = Files.writeString(folder.resolve("feedwarden.yaml"), "data: data\n");
        Path rules = Files.writeString(folder.resolve("r.yaml"), """
                version: 1
                rules:
                  old: {metric: journal.oldest, of: self, measure: last, red: "> 60s"}
                """);
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        return line.execute(
                "backtest",
                rules.toString(),
                "--from",
                "2026-03-01",
                "--to",
                "2026-03-02",
                "--json",
                "--config",
                config.toString());
    }
}
