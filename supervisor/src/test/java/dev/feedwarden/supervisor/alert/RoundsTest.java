package dev.feedwarden.supervisor.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundsTest {

    @ParameterizedTest
    @CsvSource({
        // a Monday in winter: 08:00 in Berlin is 07:00 UTC
        "2026-03-02T06:59:59Z, 2026-02-23T07:00:00Z",
        "2026-03-02T07:00:00Z, 2026-03-02T07:00:00Z",
        "2026-03-08T23:00:00Z, 2026-03-02T07:00:00Z",
        // and in summer
        "2026-07-06T06:00:00Z, 2026-07-06T06:00:00Z",
    })
    void summary_isDueOnItsDayInItsZone(Instant now, Instant due) {
        assertThat(Rounds.of("Mon 08:00", null, "Europe/Berlin").last(Rounds.Kind.SUMMARY, now))
                .isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-29T00:29:59Z, 2026-03-28T01:30:00Z",
        // 02:30 is left out in that night, and comes an hour later
        "2026-03-29T01:30:00Z, 2026-03-29T01:30:00Z",
        "2026-03-30T00:29:59Z, 2026-03-29T01:30:00Z",
        "2026-03-30T00:30:00Z, 2026-03-30T00:30:00Z",
    })
    void proofOfLife_isDueEachDayAlsoWhenTheClockGoesForward(Instant now, Instant due) {
        assertThat(Rounds.of(null, "02:30", "Europe/Berlin").last(Rounds.Kind.ALIVE, now))
                .isEqualTo(due);
    }

    @ParameterizedTest
    @CsvSource({
        "Montag 08:00, 09:00, UTC, mail.summary: expected a day and a time",
        "Mon 8:00, 09:00, UTC, mail.summary: expected a day and a time",
        "Mon 25:00, 09:00, UTC, 'mail.summary: expected a time such as 09:00, found 25:00'",
        "Mon 08:00, nine, UTC, 'mail.proof_of_life: expected a time such as 09:00, found nine'",
        "Mon 08:00, 09:00, Berlin, 'mail.zone: expected a time zone such as Europe/Berlin, found Berlin'",
    })
    void of_whatCannotBeRead_saysWhatIsExpected(String summary, String alive, String zone, String message) {
        assertThatThrownBy(() -> Rounds.of(summary, alive, zone))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith(message);
    }
}
