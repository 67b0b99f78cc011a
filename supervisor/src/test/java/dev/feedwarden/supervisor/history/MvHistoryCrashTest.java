package dev.feedwarden.supervisor.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.io.TempDir;

/** A process that is killed in the middle of its commits keeps what it acknowledged, and no half of anything. */
class MvHistoryCrashTest {

    private static final String DONE = "committed ";

    @TempDir
    private Path folder;

    @RepeatedTest(6)
    void kill_inTheMiddleOfCommits_keepsWholeAcknowledgedTransactions(RepetitionInfo repetition) throws Exception {
        Path file = folder.resolve("history.db");

        long acknowledged = writeUntilKilled(file, 100 * repetition.getCurrentRepetition());

        MvHistory history = MvHistory.open(
                file, Retention.DEFAULT, new ManualTimers(Rows.NOON), new Meters(new SimpleMeterRegistry()));
        try {
            assertThat(history.setAside()).isNull();
            History.Resumption found =
                    history.resume().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
            long last = found.nextMail() - 1;
            assertThat(last).isGreaterThanOrEqualTo(acknowledged);
            List<Long> all = LongStream.rangeClosed(1, last).boxed().toList();
            assertThat(found.open()).extracting(Incident::number).isEqualTo(all);
            assertThat(found.unsettled())
                    .extracting(Mail::number)
                    .isEqualTo(all.subList(0, Math.min(all.size(), 1_000)));
            assertThat(found.ladders()).hasSize((int) last);
            assertThat(history.changes(Rows.NOON, Rows.NOON.plusSeconds(100_000), 10_000)
                            .toCompletionStage()
                            .toCompletableFuture()
                            .get(60, TimeUnit.SECONDS))
                    .hasSize((int) last);
        } finally {
            history.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    private static long writeUntilKilled(Path file, int atLeast) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long acknowledged = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line = lines.readLine();
            while (line != null) {
                // The last line may be cut in the middle; others are from the log.
                if (line.startsWith(DONE) && line.endsWith(";")) {
                    acknowledged = Long.parseLong(line.substring(DONE.length(), line.length() - 1));
                }
                if (acknowledged >= atLeast) {
                    child.toHandle().destroyForcibly();
                }
                line = lines.readLine();
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(acknowledged).isGreaterThanOrEqualTo(atLeast);
        return acknowledged;
    }

    /** Writes for ever and says after each commit how far it has come. */
    static final class Writer {

        private Writer() {}

        public static void main(String[] args) throws Exception {
            MvHistory history = MvHistory.open(
                    Path.of(args[0]),
                    Retention.DEFAULT,
                    new ManualTimers(Rows.NOON),
                    new Meters(new SimpleMeterRegistry()));
            for (int i = 1; ; i++) {
                history.commit(Rows.whole(i))
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(60, TimeUnit.SECONDS);
                System.out.println(DONE + i + ";");
            }
        }
    }
}
