package dev.feedwarden.plugin.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real child process: a script in the place of journalctl, which keeps what it was called with and prints a file as
 * journalctl prints entries, and goes on as the file grows.
 */
@Timeout(60)
final class JournalTest {

    private static final long START = 1_767_322_800;

    @TempDir
    private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private final ManualTimers time = new ManualTimers(Instant.ofEpochSecond(START));
    private final FaultyDisk disk = new FaultyDisk();
    private final Map<String, Double> seen = new TreeMap<>();
    private TestContext context;
    private Path entries;

    @BeforeEach
    void start() throws Exception {
        entries = Files.createFile(folder.resolve("entries"));
        context = new TestContext("log", vertx, time, disk, folder.resolve("data"));
        script("exec tail -n +1 -f " + entries);
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void check_entries_areCountedByPatternAndPriority() throws Exception {
        LogsCheck check = check();
        entry(1, 6, "Connection to remote host was lost");
        entry(2, 3, "broken");
        entry(3, 6, "ERROR in words");
        lookUntil(check, "log logs.lines", 3);

        assertThat(seen)
                .containsEntry("log/lost logs.matches", 1.0)
                .containsEntry("log logs.errors", 2.0)
                .containsEntry("log logs.reachable", 1.0);
        context.onLoop(check::close);
    }

    @Test
    void check_program_isCalledWithoutAShellAndOnlyWithWhatIsMeant() throws Exception {
        LogsCheck check = check("a.service", "b@*.service");
        entry(1, 6, "x");
        lookUntil(check, "log logs.lines", 1);

        assertThat(Files.readAllLines(folder.resolve("arguments")))
                .containsExactly(
                        "--follow",
                        "--output=json",
                        "--output-fields=MESSAGE,PRIORITY",
                        "--no-pager",
                        "--since=@" + START,
                        "--unit=a.service",
                        "--unit=b@*.service");
        context.onLoop(check::close);
    }

    @Test
    void close_endsTheProgram() throws Exception {
        LogsCheck check = check();
        entry(1, 6, "x");
        lookUntil(check, "log logs.lines", 1);
        long pid = Long.parseLong(Files.readString(folder.resolve("pid")).strip());
        assertThat(ProcessHandle.of(pid)).isPresent();
        context.onLoop(check::close);

        assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
    }

    @Test
    void check_programThatEnds_isStartedAgainAndNoEntryCountsTwice() throws Exception {
        script("cat " + entries + "; echo No more; exit 3");
        entry(1, 6, "a");
        entry(2, 6, "b");
        LogsCheck check = check();
        lookUntil(check, "log logs.journal_restarts", 3);

        assertThat(seen).containsEntry("log logs.lines", 2.0).containsEntry("log logs.reachable", 0.0);
        context.onLoop(check::close);
    }

    @Test
    void check_afterARestart_goesOnAfterTheLastEntry() throws Exception {
        LogsCheck before = check();
        entry(1, 6, "a");
        entry(2_000_000, 6, "b");
        lookUntil(before, "log logs.lines", 2);
        context.onLoop(before::close);
        seen.clear();
        entry(2_000_001, 6, "ERROR c");
        LogsCheck after = check();
        lookUntil(after, "log logs.errors", 1);

        // The stand-in prints all again; journalctl would begin with the second of the last one.
        assertThat(seen).containsEntry("log logs.lines", 2.0);
        assertThat(Files.readAllLines(folder.resolve("arguments"))).contains("--since=@" + (START + 2));
        context.onLoop(after::close);
    }

    @Test
    void check_moreThanMayWait_isAllCounted() throws Exception {
        StringBuilder all = new StringBuilder();
        for (int i = 1; i <= 3 * Journal.MOST_WAITING; i++) {
            all.append(line(i, 6, "x"));
        }
        Files.writeString(entries, all, UTF_8);
        LogsCheck check = check();
        lookUntil(check, "log logs.lines", 3 * Journal.MOST_WAITING);

        assertThat(seen).containsEntry("log logs.lines", 3.0 * Journal.MOST_WAITING);
        context.onLoop(check::close);
    }

    @Test
    void check_programThatIsAbsent_isNotReachable() throws Exception {
        Files.delete(folder.resolve("journalctl"));
        LogsCheck check = check();
        look(check);

        assertThat(seen).containsEntry("log logs.reachable", 0.0);
        context.onLoop(check::close);
    }

    private LogsCheck check(String... units) {
        var counts = new Counts(
                List.of(new Counts.Named("lost", Pattern.compile("Connection to remote host was lost"))),
                Pattern.compile("ERROR"),
                new ErrorTypes(10));
        var journal = new Journal(List.of(units), folder.resolve("journalctl"), START * 1_000_000);
        return new LogsCheck(context, List.of(), journal, counts, 1);
    }

    private void script(String last) throws IOException {
        Path script = folder.resolve("journalctl");
        Files.writeString(script, """
                #!/bin/sh
                printf '%s\\n' "$@" > FOLDER/arguments
                echo $$ > FOLDER/pid
                """.replace("FOLDER", folder.toString()) + last + "\n", UTF_8);
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwx------"));
    }

    private void entry(long micros, int priority, String message) throws IOException {
        Files.writeString(entries, line(micros, priority, message), UTF_8, StandardOpenOption.APPEND);
    }

    private static String line(long micros, int priority, String message) {
        return "{\"__REALTIME_TIMESTAMP\":\"" + (START * 1_000_000 + micros) + "\",\"PRIORITY\":\"" + priority
                + "\",\"MESSAGE\":\"" + message + "\"}\n";
    }

    /** Looks again and again until an event has come so often; a process takes the time it takes. */
    private void lookUntil(LogsCheck check, String event, double often) throws Exception {
        while (seen.getOrDefault(event, 0.0) < often) {
            look(check);
        }
    }

    /** Adds up events and keeps the last of everything else. */
    private void look(LogsCheck check) throws Exception {
        for (Reading reading : context.onLoop(check::check)) {
            String name = reading.subject() + " " + reading.metric();
            boolean gauge = name.endsWith("reachable") || name.endsWith("behind") || name.endsWith("error_types");
            seen.merge(name, reading.value(), gauge ? (old, now) -> now : Double::sum);
        }
    }
}
