package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GapLogTest {

    private final FaultyDisk disk = new FaultyDisk();
    private final ManualTimers time = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));
    private final List<Event> facts = new ArrayList<>();
    private final GapLog gaps = new GapLog(disk, LogOnDisk.FOLDER, time, facts::add);

    @BeforeEach
    void folder() {
        disk.createFolders(LogOnDisk.FOLDER);
    }

    @Test
    void write_afterASecondOfQuiet_tellsTheGapOnce() {
        gaps.refused("deribit", Refusal.QUEUE_FULL);
        time.advance(Duration.ofMillis(900));
        gaps.write();
        assertThat(facts).isEmpty();

        time.advance(Duration.ofMillis(100));
        gaps.write();
        gaps.write();
        assertThat(facts).hasSize(1);
    }

    @Test
    void write_whileTheGapGoesOn_tellsItInPiecesOfTenSeconds() {
        for (int tick = 0; tick < 205; tick++) {
            gaps.refused("deribit", Refusal.QUEUE_FULL);
            time.advance(Duration.ofMillis(100));
            gaps.write();
        }
        assertThat(facts).hasSize(2);
    }

    @Test
    void write_afterTheWallClockWasPutBack_endsTheGapAllTheSame() {
        gaps.refused("deribit", Refusal.QUEUE_FULL);
        time.jumpWallClock(Duration.ofHours(-1));
        time.advance(Duration.ofSeconds(1));
        gaps.write();
        assertThat(facts).hasSize(1);
    }

    @Test
    void write_afterTheWallClockWasPutForward_keepsTheGapOpen() {
        gaps.refused("deribit", Refusal.QUEUE_FULL);
        time.jumpWallClock(Duration.ofHours(1));
        gaps.write();
        assertThat(facts).isEmpty();
    }
}
