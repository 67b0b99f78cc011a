package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.FaultyDisk.Call;
import dev.feedwarden.api.kit.FaultyDisk.Fault;
import dev.feedwarden.api.sink.Batch;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random work, faults and crashes against a model that only counts. A failure repeats from its seed. */
final class SegmentLogPropertyTest {

    private static final int STEPS = 150;

    private final FaultyDisk disk = new FaultyDisk();
    private final List<String> lost = new ArrayList<>();

    @AfterEach
    void nothingAcceptedIsLost() {
        assertThat(lost).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void acceptedRecords_areExactlyTheOnesAppended(long seed) throws Exception {
        Random random = new Random(seed);
        SegmentLog log = LogOnDisk.open(disk);
        long appended = 0;
        long accepted = 0;
        long forgotten = 0;
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(12)) {
                case 0 -> disk.on(Call.SYNC, Fault.onceAfter(random.nextInt(2), Fault.inputOutputError()));
                case 1 -> disk.on(anyCall(random), Fault.inputOutputError());
                case 2 -> disk.tearNextWrite(random.nextInt(3_000));
                case 3 -> disk.capacity(log.bytes() + random.nextInt(20_000));
                case 4 -> {
                    disk.crash(random);
                    disk.heal();
                    log = LogOnDisk.open(disk);
                    // What was appended and not accepted may be there or not, but only from its beginning on.
                    assertThat(log.accepted()).isBetween(accepted, appended);
                    accepted = log.accepted();
                    appended = accepted;
                }
                case 5 -> {
                    disk.heal();
                    forgotten = Math.max(forgotten, accepted - random.nextInt(500));
                    log.forget(forgotten);
                    assertThat(log.start()).isLessThanOrEqualTo(Math.max(forgotten, 0));
                }
                case 6 -> {
                    disk.heal();
                    long after = Math.max(forgotten, log.start());
                    assertThat(LogOnDisk.read(disk, log, after, lost)).isEqualTo(rows(after + 1, accepted));
                }
                default -> {
                    for (int i = random.nextInt(400); i > 0 && log.hasRoom(); i--) {
                        log.append(Ticks.numbered(++appended));
                    }
                    try {
                        log.commit();
                        accepted = appended;
                    } catch (IOException e) {
                        if (random.nextBoolean()) {
                            disk.heal();
                        }
                    }
                    assertThat(log.accepted()).isEqualTo(accepted);
                }
            }
        }
        disk.heal();
        log.commit();
        long after = Math.max(forgotten, log.start());
        assertThat(LogOnDisk.read(disk, log, after, lost)).isEqualTo(rows(after + 1, appended));
    }

    private static Call anyCall(Random random) {
        Call[] calls = {Call.OPEN, Call.WRITE, Call.SYNC, Call.RENAME, Call.DELETE};
        return calls[random.nextInt(calls.length)];
    }

    private static List<Batch.Row> rows(long first, long last) {
        return LogOnDisk.rows(first, last);
    }
}
