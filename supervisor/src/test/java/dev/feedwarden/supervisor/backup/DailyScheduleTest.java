package dev.feedwarden.supervisor.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DailyScheduleTest {

    @ParameterizedTest
    @CsvSource({
        // an ordinary day
        "2026-07-01T00:59:59Z, 2026-06-30T01:00:00Z",
        "2026-07-01T01:00:00Z, 2026-07-01T01:00:00Z",
        "2026-07-01T23:00:00Z, 2026-07-01T01:00:00Z",
        // the clock goes forward on 29 March at 01:00 UTC
        "2026-03-29T00:59:59Z, 2026-03-28T02:00:00Z",
        "2026-03-29T01:00:00Z, 2026-03-29T01:00:00Z",
        "2026-03-30T01:00:00Z, 2026-03-30T01:00:00Z",
        // it goes back on 25 October at 01:00 UTC: 03:00 is once, an hour later than the day before
        "2026-10-25T01:59:59Z, 2026-10-24T01:00:00Z",
        "2026-10-25T02:00:00Z, 2026-10-25T02:00:00Z",
    })
    void last_at3InBerlin_isTheMomentOnTheClockOfThatPlace(Instant now, Instant last) {
        assertThat(DailySchedule.of("daily at 03:00", "Europe/Berlin").last(now))
                .isEqualTo(last);
    }

    /** 02:30 does not exist on 29 March, and exists twice on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "2026-03-29T01:29:59Z, 2026-03-28T01:30:00Z",
        "2026-03-29T01:30:00Z, 2026-03-29T01:30:00Z",
        "2026-03-30T00:29:59Z, 2026-03-29T01:30:00Z",
        "2026-10-25T00:30:00Z, 2026-10-25T00:30:00Z",
        "2026-10-25T01:30:00Z, 2026-10-25T00:30:00Z",
        "2026-10-26T01:29:59Z, 2026-10-25T00:30:00Z",
    })
    void last_atATimeThatIsSkippedOrRepeated_isOncePerDay(Instant now, Instant last) {
        assertThat(DailySchedule.of("daily at 02:30", "Europe/Berlin").last(now))
                .isEqualTo(last);
    }

    @ParameterizedTest
    @ValueSource(strings = {"daily", "daily at 3", "daily at 25:00", "hourly", ""})
    void of_unreadable_saysWhatIsExpected(String every) {
        assertThatThrownBy(() -> DailySchedule.of(every, "UTC"))
                .hasMessage("backup.every: expected a time of day such as 'daily at 03:00', found '" + every + "'");
    }

    @Test
    void of_unknownZone_saysWhatIsExpected() {
        assertThatThrownBy(() -> DailySchedule.of("daily at 03:00", "Berlin"))
                .hasMessage("backup.zone: expected a time zone such as Europe/Berlin, found Berlin");
    }
}
