package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.FaultyDisk.Call;
import dev.feedwarden.api.kit.FaultyDisk.Fault;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The counts against the truth, which is what the segments and the sink hold, whatever dies. */
final class CompletenessPropertyTest {

    private static final long DAY = 86_400_000_000L;
    private static final int STEPS = 120;

    private final FaultyDisk disk = new FaultyDisk();
    private final ManualTimers time = new ManualTimers(Instant.parse("2026-11-21T12:00:00Z"));
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final List<Tick> truth = new ArrayList<>();
    private final Map<Long, Boolean> settled = new HashMap<>();
    private SegmentLog log;
    private Cursors cursors;
    private Completeness completeness;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void counts_acceptsMovesAndCrashesAtRandom_equalTheTruth(long seed) throws Exception {
        Random random = new Random(seed);
        open();
        for (int step = 0; step < STEPS; step++) {
            try {
                step(random);
            } catch (IOException e) {
                disk.heal();
                crash(random);
            }
            if (random.nextInt(8) == 0) {
                crash(random);
            }
            assertThat(counts(0)).as("accepted").isEqualTo(accepted());
            assertThat(counts(1)).as("stored").isEqualTo(settled(true));
            assertThat(counts(2)).as("set aside").isEqualTo(settled(false));
        }
    }

    @Test
    void save_failsAtEveryCall_losesNoCount() throws Exception {
        for (Call call : List.of(Call.OPEN, Call.WRITE, Call.SYNC, Call.RENAME, Call.DELETE)) {
            open();
            accept(10);
            disk.on(call, Fault.inputOutputError());
            try {
                completeness.save();
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("Input/output error");
            }
            disk.heal();
            disk.crash();
            open();
            assertThat(counts(0)).as(call.name()).isEqualTo(accepted());
        }
    }

    @Test
    void open_snapshotDamaged_countsWhatIsKeptAndSaysThatItIsTooLow() throws Exception {
        open();
        accept(10);
        completeness.save();
        try (Disk.File file = disk.open(LogOnDisk.FOLDER.resolve("completeness"))) {
            file.write(ByteBuffer.wrap(new byte[] {'x'}), 12);
            file.sync();
        }
        open();
        assertThat(completeness.all()).isNotEmpty().noneMatch(DayReport::exact);
        assertThat(counts(0)).isEqualTo(accepted());
    }

    @Test
    void open_cursorDamaged_saysThatItsCountsAreTooLowForGood() throws Exception {
        open();
        accept(10);
        cursors.move("files", new Moved(rows(0, 5), List.of(), 5));
        completeness.save();
        assertThat(completeness.all()).isNotEmpty().allMatch(DayReport::exact);
        try (Disk.File file = disk.open(LogOnDisk.FOLDER.resolve("cursors").resolve("files.cursor"))) {
            file.write(ByteBuffer.wrap(new byte[] {'x'}), 12);
            file.sync();
        }
        assertThat(Completeness.kept(disk, LogOnDisk.FOLDER, time.now()))
                .isNotEmpty()
                .noneMatch(DayReport::exact);
        open();
        assertThat(completeness.all()).isNotEmpty().noneMatch(DayReport::exact);

        cursors.move("files", new Moved(rows(0, 5), List.of(), 5));
        disk.crash();
        open();
        assertThat(cursors.damaged()).isFalse();
        assertThat(completeness.all()).isNotEmpty().noneMatch(DayReport::exact);
    }

    @Test
    void saveSometimes_within5Seconds_writesNothing() throws Exception {
        open();
        completeness.save();
        accept(10);
        time.advance(Duration.ofMillis(4_999));
        completeness.saveSometimes();
        assertThat(completeness.covered()).isZero();
        time.advance(Duration.ofMillis(1));
        completeness.saveSometimes();
        assertThat(completeness.covered()).isEqualTo(10);
    }

    @Test
    void gauges_ofToday_areThoseOfTheReport() throws Exception {
        open();
        completeness.watch(Set.of("deribit"));
        completeness.show(Set.of("deribit"), Set.of("files", "db"));
        long now = time.now().getEpochSecond() * 1_000_000;
        List<Tick> ticks = LongStream.range(0, 10)
                .mapToObj(at -> Ticks.received("deribit", now + at))
                .toList();
        completeness.accepted(ticks, 10);
        cursors.move("files", new Moved(List.of(new Batch.Row(1, ticks.get(0))), List.of(), 1));
        time.advance(Duration.ofSeconds(30));
        completeness.closed("deribit", GapRecorder.WHOLE, time.now());
        time.advance(Duration.ofSeconds(30));

        assertThat(gauge("feedwarden.completeness.accepted")).isEqualTo(10);
        assertThat(gauge("feedwarden.completeness.gap")).isEqualTo(30);
        assertThat(gauge("feedwarden.completeness.stored", "sink", "files")).isEqualTo(1);
        assertThat(gauge("feedwarden.completeness.stored", "sink", "db")).isZero();
    }

    private double gauge(String name, String... tags) {
        return registry.get(name).tag("feed", "deribit").tags(tags).gauge().value();
    }

    @Test
    void kept_readFromTheFolder_saysWhatTheProcessSays() throws Exception {
        open();
        completeness.watch(Set.of("deribit"));
        accept(10);
        cursors.move("files", new Moved(rows(0, 5), List.of(), 5));
        completeness.save();
        assertThat(Completeness.kept(disk, LogOnDisk.FOLDER, time.now())).isEqualTo(completeness.all());
    }

    @Test
    void covered_beforeTheCountIsWrittenDown_holdsTheRecords() throws Exception {
        open();
        accept(10);
        assertThat(completeness.covered()).isZero();
        completeness.save();
        assertThat(completeness.covered()).isEqualTo(10);
    }

    private void step(Random random) throws IOException {
        switch (random.nextInt(8)) {
            case 0 -> disk.on(anyCall(random), Fault.onceAfter(random.nextInt(3), Fault.inputOutputError()));
            case 1 -> completeness.save();
            case 2 -> log.forget(Math.min(completeness.covered(), cursors.lowest(log.accepted())));
            case 3, 4, 5 -> move(random);
            default -> accept(random.nextInt(400));
        }
    }

    private void accept(int most) throws IOException {
        List<Tick> group = new ArrayList<>();
        for (int i = 0; i < most && log.hasRoom(); i++) {
            long number = truth.size() + 1L;
            Tick tick = Ticks.received(number % 3 == 0 ? "bybit" : "deribit", number * (DAY / 400));
            log.append(tick);
            truth.add(tick);
            group.add(tick);
        }
        try {
            log.commit();
        } catch (IOException e) {
            truth.subList((int) log.accepted(), truth.size()).clear();
            throw e;
        }
        completeness.accepted(group, log.accepted());
    }

    /** The sink wants one feed and can never store every seventh tick. */
    private void move(Random random) throws IOException {
        long from = cursors.of("files", 0);
        long to = Math.min(log.accepted(), from + random.nextInt(300));
        List<Batch.Row> wanted = rows(from, to).stream()
                .filter(row -> row.tick().feed().equals("deribit"))
                .toList();
        Moved moved = new Moved(
                wanted.stream().filter(row -> row.sequence() % 7 != 0).toList(),
                wanted.stream().filter(row -> row.sequence() % 7 == 0).toList(),
                to);
        cursors.move("files", moved);
        settle(to);
    }

    private void settle(long to) {
        settled.clear();
        rows(0, to).stream()
                .filter(row -> row.tick().feed().equals("deribit"))
                .forEach(row -> settled.put(row.sequence(), row.sequence() % 7 != 0));
    }

    private List<Batch.Row> rows(long from, long to) {
        List<Batch.Row> rows = new ArrayList<>();
        for (long sequence = from + 1; sequence <= to; sequence++) {
            rows.add(new Batch.Row(sequence, truth.get((int) sequence - 1)));
        }
        return rows;
    }

    private void crash(Random random) throws IOException {
        disk.crash(random);
        disk.heal();
        open();
        truth.subList((int) log.accepted(), truth.size()).clear();
        settle(cursors.of("files", 0));
    }

    private void open() throws IOException {
        Path folder = LogOnDisk.FOLDER;
        disk.createFolders(folder);
        cursors = new Cursors(disk, folder.resolve("cursors"), Set.of("files"));
        log = new SegmentLog(
                disk, LogOnDisk.OPTIONS, new Recovery(disk, folder).run(UUID.randomUUID(), cursors::highest));
        cursors.begin(log.id(), log.start());
        completeness = Completeness.open(LogOnDisk.OPTIONS, disk, time, new Meters(registry), cursors::tallies);
        completeness.recount(log, (after, damage) -> new SegmentReader(disk, log, after, damage), cursors.damaged());
    }

    private Map<String, Long> accepted() {
        return truth.stream().collect(Collectors.groupingBy(CompletenessPropertyTest::key, Collectors.counting()));
    }

    private Map<String, Long> settled(boolean stored) {
        return settled.entrySet().stream()
                .filter(entry -> entry.getValue() == stored)
                .map(entry -> truth.get(entry.getKey().intValue() - 1))
                .collect(Collectors.groupingBy(CompletenessPropertyTest::key, Collectors.counting()));
    }

    /** @param which 0 for accepted, 1 for stored, 2 for set aside; days without any are left out */
    private Map<String, Long> counts(int which) {
        Map<String, Long> counts = new HashMap<>();
        for (DayReport day : completeness.all()) {
            Map<String, Long> of = which == 1 ? day.stored() : day.setAside();
            long count = which == 0 ? day.accepted() : of.getOrDefault("files", 0L);
            if (count > 0) {
                counts.put(day.feed() + " " + day.day().toEpochDay(), count);
            }
        }
        return counts;
    }

    private static String key(Tick tick) {
        return tick.feed() + " " + tick.receivedMicros() / DAY;
    }

    private static Call anyCall(Random random) {
        Call[] calls = {Call.OPEN, Call.WRITE, Call.SYNC, Call.RENAME, Call.DELETE};
        return calls[random.nextInt(calls.length)];
    }
}
