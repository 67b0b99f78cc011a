package dev.feedwarden.plugin.simulator.deribit.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ExpiriesTest {

    @Test
    void at_beforeAndAfterEight_beginsTodayOrTomorrow() {
        assertThat(Expiries.at(Instant.parse("2026-11-18T07:59:59Z")).get(0)).hasToString("2026-11-18");
        assertThat(Expiries.at(Instant.parse("2026-11-18T08:00:00Z")).get(0)).hasToString("2026-11-19");
    }

    @Test
    void at_everyDayOfAYear_areTenThatExpireLater() {
        for (Instant now = Instant.parse("2026-01-01T09:00:00Z");
                now.isBefore(Instant.parse("2027-01-01T00:00:00Z"));
                now = now.plusSeconds(86_400)) {
            Instant moment = now;
            assertThat(Expiries.at(now))
                    .hasSize(Expiries.COUNT)
                    .isSorted()
                    .allMatch(day -> Expiries.moment(day).isAfter(moment));
        }
    }

    @Test
    void written_day_readsBack() {
        Instant moment = Instant.parse("2021-05-07T08:00:00Z");
        assertThat(Expiries.moment("7MAY21")).isEqualTo(moment);
        assertThat(Expiries.written(moment.atZone(ZoneOffset.UTC).toLocalDate()))
                .isEqualTo("7MAY21");
    }
}
