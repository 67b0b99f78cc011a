package dev.feedwarden.supervisor.backup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.backup.BackupSettings.Secrets;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When backups are made and how many are kept, in virtual time. */
class BackupRoomTest {

    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path folder;

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-03-28T00:00:00Z"));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Meters meters = new Meters(registry);
    private final FullDisk full = new FullDisk();
    private Path data;

    @BeforeEach
    void fill() throws Exception {
        data = folder.resolve("data");
        Files.createDirectories(data.resolve("journal"));
        Files.writeString(data.resolve("journal/gaps.jsonl"), "{}\n");
    }

    @Test
    void schedule_overTheNightInWhichTheClockGoesForward_makesOneADay() {
        start(9);
        timers.advance(DAY.multipliedBy(3));

        assertThat(times())
                .containsExactly(
                        "2026-03-28T00:01:00Z", // there was none
                        "2026-03-28T02:00:00Z",
                        "2026-03-29T01:00:00Z",
                        "2026-03-30T01:00:00Z");
        assertThat(meters.total(Meter.BACKUP_UNSAVED)).isEqualTo(4); // no program runs that could ask its sinks
    }

    @Test
    void schedule_overTheNightInWhichTheClockGoesBack_makesOneADay() {
        timers.advance(Duration.between(timers.now(), Instant.parse("2026-10-24T00:59:00Z")));
        start(9);
        timers.advance(DAY.multipliedBy(2).plusHours(2));

        assertThat(times()).containsExactly("2026-10-24T01:00:00Z", "2026-10-25T02:00:00Z", "2026-10-26T02:00:00Z");
    }

    @Test
    void schedule_afterARestart_makesUpForWhatWasMissedAndForNothingElse() {
        start(9);
        timers.advance(Duration.ofHours(3));
        assertThat(times()).hasSize(2);
        BackupRoom again = new BackupRoom(settings(9), maker(9), full.disk, timers, Runnable::run, meters);
        again.start();
        timers.advance(Duration.ofHours(12));
        assertThat(times()).hasSize(2);
    }

    @Test
    void retention_moreThanAreKept_theOldestGo() throws Exception {
        Files.createDirectories(folder.resolve("backups"));
        Files.writeString(folder.resolve("backups/mine.txt"), "left alone");
        Files.writeString(folder.resolve("backups/feedwarden-new.part"), "of a process that died");
        start(2);
        timers.advance(DAY.multipliedBy(3));

        assertThat(times()).containsExactly("2026-03-29T01:00:00Z", "2026-03-30T01:00:00Z");
        assertThat(files()).hasSize(3).contains("mine.txt");
    }

    @Test
    void make_onAFullDisk_leavesTheOldOnesSaysSoAndTriesAgainEachHour() {
        BackupRoom room = start(2);
        timers.advance(DAY);
        List<String> before = times();
        full.room = 100;
        timers.advance(DAY.plusHours(2));

        assertThat(times()).isEqualTo(before).hasSize(2);
        assertThat(files()).noneMatch(name -> name.endsWith(BackupFolder.UNFINISHED));
        assertThat(room.failing()).isEqualTo(1);
        assertThat(room.ageSeconds()).isGreaterThan((double) DAY.toSeconds()).isEqualTo(meterOfAge());
        assertThat(room.state().getJsonObject("last").getString("error")).contains("No space left on device");
        assertThat(room.state().getBoolean("underWay")).isFalse();
        double failures = meters.total(Meter.BACKUP_FAILURES);
        timers.advance(Duration.ofHours(5));
        assertThat(meters.total(Meter.BACKUP_FAILURES)).isEqualTo(failures + 5);

        full.room = Long.MAX_VALUE;
        timers.advance(Duration.ofHours(1));
        assertThat(times()).hasSize(2).isNotEqualTo(before);
        assertThat(room.failing()).isZero();
        assertThat(room.ageSeconds()).isLessThan(3_600);
    }

    @Test
    void make_wouldLeaveTooLittleForTheJournal_isGivenUp() throws Exception {
        BackupMaker greedy = BackupMaker.still(settings(2), full.disk, Long.MAX_VALUE / 2, data, ConfigSource.NONE);
        BackupRoom room = new BackupRoom(settings(2), greedy, full.disk, timers, Runnable::run, meters);
        assertThat(room.begin()).isTrue();
        assertThat(room.state().getJsonObject("last").getString("error")).contains("bytes to stay free");
        assertThat(files()).isEmpty();
    }

    @Test
    void begin_withoutASchedule_makesOneWhoseFileTheStateNames() {
        BackupSettings settings = BackupSettings.usual(data);
        BackupMaker maker = BackupMaker.still(settings, full.disk, 0, data, ConfigSource.NONE);
        BackupRoom room = new BackupRoom(settings, maker, full.disk, timers, Runnable::run, meters);
        room.start();
        timers.advance(DAY);
        assertThat(room.state().getJsonArray("backups")).isEmpty();
        assertThat(room.ageSeconds()).isNaN();

        assertThat(room.begin()).isTrue();
        JsonObject last = room.state().getJsonObject("last");
        assertThat(Path.of(last.getString("file")))
                .hasParent(data.resolve("backups"))
                .exists();
        assertThat(room.state().getJsonArray("backups")).hasSize(1);
    }

    private BackupRoom start(int keep) {
        BackupRoom room = new BackupRoom(settings(keep), maker(keep), full.disk, timers, Runnable::run, meters);
        room.start();
        return room;
    }

    private BackupMaker maker(int keep) {
        return BackupMaker.still(settings(keep), full.disk, 0, data, ConfigSource.NONE);
    }

    private BackupSettings settings(int keep) {
        return new BackupSettings(
                DailySchedule.of("daily at 03:00", "Europe/Berlin"),
                folder.resolve("backups"),
                keep,
                null,
                Secrets.LEFT_OUT);
    }

    private double meterOfAge() {
        return registry.get(Meter.BACKUP_AGE.meterName()).gauge().value();
    }

    private List<String> times() {
        try {
            return new BackupFolder(full.disk, folder.resolve("backups"))
                    .list().stream().map(kept -> kept.time().toString()).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> files() {
        try {
            return full.disk.list(folder.resolve("backups")).stream()
                    .map(path -> path.getFileName().toString())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
