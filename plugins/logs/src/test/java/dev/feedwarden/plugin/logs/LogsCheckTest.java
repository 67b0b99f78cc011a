package dev.feedwarden.plugin.logs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.HealthCheckContract;
import dev.feedwarden.api.kit.TestContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LogsCheckTest extends HealthCheckContract {

    private final FaultyDisk disk = new FaultyDisk();

    @TempDir
    private Path logs;

    private Path file;

    @BeforeEach
    void writeOldLines() throws IOException {
        file = logs.resolve("app.log");
        append("ERROR long ago\n");
    }

    @Override
    protected Provider<? super TestContext, HealthCheck> provider() {
        return new LogsCheckProvider();
    }

    @Override
    protected Disk disk() {
        return disk;
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("files", file.toString(), "read", "4KiB", "error_types", 2);
    }

    @Override
    protected Map<String, ?> unreachable() {
        return Map.of("files", logs.resolve("absent/x.log").toString());
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(
                Map.of("files", "relative.log"),
                Map.of("files", file.toString(), "patterns", "no name"),
                Map.of("files", file.toString(), "patterns", "a=("),
                Map.of("files", file.toString(), "error", "("),
                Map.of("files", file.toString(), "read", "1B"),
                Map.of("journal", "--file=/etc/shadow"),
                Map.of("journal", "a b"),
                Map.of());
    }

    @Test
    void check_newLines_areCountedByPattern() throws Exception {
        HealthCheck check = begun();
        append("Connection to remote host was lost\nERROR one\nfine\n");

        assertThat(look(check))
                .containsEntry("kit logs.lines", 3.0)
                .containsEntry("kit/lost logs.matches", 1.0)
                .containsEntry("kit logs.errors", 1.0)
                .containsEntry("kit logs.reachable", 1.0);
        close(check);
    }

    @Test
    void check_halfALine_waitsForItsEnd() throws Exception {
        HealthCheck check = begun();
        append("ERR");
        assertThat(look(check)).doesNotContainKey("kit logs.lines");
        append("OR now\n");

        assertThat(look(check)).containsEntry("kit logs.errors", 1.0);
        close(check);
    }

    @Test
    void check_renamedAndCreated_readsTheOldOneToItsEndAndThenTheNew() throws Exception {
        HealthCheck check = begun();
        append("ERROR a\n");
        Files.move(file, logs.resolve("app.log.1"));
        append("ERROR b\nERROR c\n");

        assertThat(look(check)).containsEntry("kit logs.errors", 3.0).containsEntry("kit logs.rotations", 1.0);
        close(check);
    }

    @Test
    void check_deletedAndMadeAgain_readsTheNewOne() throws Exception {
        HealthCheck check = begun();
        Files.delete(file);
        assertThat(look(check)).containsEntry("kit logs.reachable", 0.0);
        append("ERROR b\n");

        assertThat(look(check)).containsEntry("kit logs.errors", 1.0).containsEntry("kit logs.reachable", 1.0);
        close(check);
    }

    @Test
    void check_cutShortAndGrownBeyond_beginsAtItsStart() throws Exception {
        HealthCheck check = begun();
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        append("ERROR b\nERROR c\nERROR d, so it is longer now\n");

        assertThat(look(check)).containsEntry("kit logs.errors", 3.0).containsEntry("kit logs.rotations", 1.0);
        close(check);
    }

    @Test
    void check_flood_isReadInBoundedSteps() throws Exception {
        HealthCheck check = begun();
        append("12345678901234\n".repeat(1_000));

        Map<String, Double> first = look(check);
        assertThat(first).containsEntry("kit logs.lines", 273.0).containsEntry("kit logs.behind", 10_904.0);
        assertThat(look(check).get("kit logs.behind")).isLessThan(first.get("kit logs.behind"));
        close(check);
    }

    @Test
    void check_errorsThatDifferInNumbers_areOneType() throws Exception {
        HealthCheck check = begun();
        append("10:00:01 ERROR order 17 failed\n10:00:02 ERROR order 18 failed\n");
        assertThat(look(check)).containsEntry("kit logs.new_errors", 1.0).containsEntry("kit logs.errors", 2.0);
        append("ERROR disk\nERROR net\n");

        assertThat(look(check))
                .containsEntry("kit logs.new_errors", 2.0)
                .containsEntry("kit logs.error_types", 2.0)
                .containsEntry("kit logs.types_forgotten", 1.0);
        close(check);
    }

    @Test
    void check_binaryBytesAndALineWithoutEnd_areHarmless() throws Exception {
        HealthCheck check = begun();
        Files.write(file, new byte[] {(byte) 0xff, 0, (byte) 0xc0, '\n'}, StandardOpenOption.APPEND);
        append("x".repeat(20_000) + "ERROR\nERROR\n");
        double lines = 0;
        double cut = 0;
        double errors = 0;
        for (int i = 0; i < 6; i++) {
            Map<String, Double> seen = look(check);
            lines += seen.getOrDefault("kit logs.lines", 0.0);
            cut += seen.getOrDefault("kit logs.lines_cut", 0.0);
            errors += seen.getOrDefault("kit logs.errors", 0.0);
        }

        assertThat(List.of(lines, cut, errors)).containsExactly(3.0, 1.0, 1.0);
        close(check);
    }

    @Test
    void check_cutShortInTheMiddleOfALine_joinsItToNoOther() throws Exception {
        HealthCheck check = begun();
        append("ERR");
        look(check);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(0);
        }
        append("OR\n");

        assertThat(look(check)).containsEntry("kit logs.lines", 2.0).doesNotContainKey("kit logs.errors");
        close(check);
    }

    @Test
    void check_afterARestart_goesOnWhereTheOneBeforeEnded() throws Exception {
        HealthCheck before = begun();
        append("ERROR a\nERR");
        assertThat(look(before)).containsEntry("kit logs.errors", 1.0).containsEntry("kit logs.new_errors", 1.0);
        close(before);
        append("OR b\nERROR a\n");

        HealthCheck after = create();
        assertThat(look(after))
                .containsEntry("kit logs.errors", 2.0)
                .containsEntry("kit logs.new_errors", 1.0)
                .doesNotContainKey("kit logs.rotations");
        close(after);
    }

    @Test
    void check_replacedBetweenTwoRuns_readsTheNewOneFromItsStart() throws Exception {
        HealthCheck before = begun();
        close(before);
        Files.delete(file);
        append("ERROR one\nERROR two\n");

        HealthCheck after = create();
        assertThat(look(after)).containsEntry("kit logs.errors", 2.0).containsEntry("kit logs.rotations", 1.0);
        close(after);
    }

    @Test
    void check_inodeThatHoldsAnotherFileNow_readsItFromItsStart() throws Exception {
        HealthCheck before = begun();
        close(before);
        Object inode = key();
        Files.writeString(file, "ERROR another file\nERROR that is longer\n", UTF_8);
        assertThat(key()).isEqualTo(inode);

        HealthCheck after = create();
        assertThat(look(after)).containsEntry("kit logs.errors", 2.0).containsEntry("kit logs.rotations", 1.0);
        close(after);
    }

    @Test
    void check_inodeReusedWhileItRuns_isKnownByTheOpenFile() throws Exception {
        HealthCheck check = begun();
        Object inode = key();
        Files.delete(file);
        append("ERROR one\n");
        assertThat(key()).as("an inode that is open is not given away").isNotEqualTo(inode);

        assertThat(look(check)).containsEntry("kit logs.errors", 1.0).containsEntry("kit logs.rotations", 1.0);
        close(check);
    }

    @Test
    void check_positionThatCannotBeWritten_isCountedAndWrittenWithTheNext() throws Exception {
        HealthCheck before = begun();
        disk.on(FaultyDisk.Call.SYNC, FaultyDisk.Fault.inputOutputError());
        append("ERROR a\n");
        assertThat(look(before)).containsEntry("kit logs.errors", 1.0).containsEntry("kit logs.positions_unsaved", 1.0);
        disk.heal();
        assertThat(look(before)).doesNotContainKey("kit logs.positions_unsaved");
        close(before);

        HealthCheck after = create();
        assertThat(look(after)).doesNotContainKey("kit logs.errors");
        close(after);
    }

    @Test
    void check_rememberedThatIsNoJson_beginsAtTheEnd() throws Exception {
        close(begun());
        try (Disk.File kept = disk.open(context().folder().resolve("positions.json"))) {
            kept.write(ByteBuffer.wrap("[{".getBytes(UTF_8)), 0);
        }
        append("ERROR a\n");

        HealthCheck after = begun();
        append("ERROR b\n");
        assertThat(look(after)).containsEntry("kit logs.errors", 1.0);
        close(after);
    }

    private Object key() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    private HealthCheck begun() throws Exception {
        HealthCheck check = create();
        assertThat(look(check)).doesNotContainKey("kit logs.lines");
        return check;
    }

    private Map<String, Double> look(HealthCheck check) throws Exception {
        return context().onLoop(check::check).stream()
                .collect(Collectors.toMap(
                        (Reading reading) -> reading.subject() + " " + reading.metric(), Reading::value));
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, UTF_8, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
