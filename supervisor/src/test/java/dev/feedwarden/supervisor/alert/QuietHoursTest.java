package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Severity;
import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.read.WindowText;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final Calendar NIGHT = new Calendar(
            "quiet", ZoneId.of("Europe/Berlin"), WindowText.weekly("Mon-Sun 22:00-07:00"), Map.of(), Map.of());

    /** The clock goes forward on 29 March and back on 25 October. */
    @ParameterizedTest
    @CsvSource({
        "WARNING, 2026-03-27T20:59:59Z,",
        "WARNING, 2026-03-27T21:00:00Z, 2026-03-28T06:00:00Z",
        "INFO, 2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
        "WARNING, 2026-10-24T23:00:00Z, 2026-10-25T06:00:00Z",
        "WARNING, 2026-03-28T06:00:00Z,",
        "CRITICAL, 2026-03-27T23:00:00Z,",
    })
    void until_isTheEndOfTheNightInItsZoneButForWhatIsCritical(Severity severity, Instant now, @Nullable Instant end) {
        assertThat(QuietHours.until(NIGHT, severity, now)).isEqualTo(end);
    }

    @Test
    void until_noneNamed_nothingWaits() {
        assertThat(QuietHours.until(null, Severity.INFO, Post.NOON)).isNull();
    }
}
