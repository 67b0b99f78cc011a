package dev.feedwarden.plugin.ib;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TradingHoursTest {

    private static final String ES = ";20260405:1700-20260406:1600;20260406:1700-20260407:1600;20260408:CLOSED";
    private static final String US = "US/Central";

    /** Since when it is open at a time; {@code closed} and {@code unknown} say themselves. */
    @ParameterizedTest
    @CsvSource({
        "2026-04-05T21:59:59Z, closed",
        "2026-04-05T22:00:00Z, 2026-04-05T22:00:00Z",
        "2026-04-06T20:59:59Z, 2026-04-05T22:00:00Z",
        "2026-04-06T21:00:00Z, closed",
        "2026-04-06T22:00:00Z, 2026-04-06T22:00:00Z",
        "2026-04-07T21:00:00Z, closed",
        "2026-04-09T04:59:59Z, closed",
        "2026-04-09T05:00:00Z, unknown"
    })
    void openSince_ofRealHours_isTheSessionsStart(String at, String expected) {
        assertThat(shown(TradingHours.of(US, ES), at)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "US/Central|20250525:1700-20250526:1200|2025-05-26T16:59:00Z|2025-05-25T22:00:00Z",
                "US/Central|20250525:1700-20250526:1200|2025-05-26T17:00:00Z|unknown",
                "US/Eastern|20260105:0930-1600|2026-01-05T14:30:00Z|2026-01-05T14:30:00Z",
                "US/Eastern|20260105:0930-1200,1300-1600|2026-01-05T17:30:00Z|closed",
                "US/Eastern|20260105:0930-1200,1300-1600|2026-01-05T18:00:00Z|2026-01-05T18:00:00Z",
                "EST|20260705:0930-1600|2026-07-05T13:30:00Z|2026-07-05T13:30:00Z",
                "EST (Eastern Standard Time)|20260705:0930-1600|2026-07-05T13:30:00Z|2026-07-05T13:30:00Z",
                "MET|20260105:0900-1730|2026-01-05T08:00:00Z|2026-01-05T08:00:00Z",
                "Japan|20260105:0900-1500|2026-01-05T00:00:00Z|2026-01-05T00:00:00Z",
                "Hongkong|20260105:0900-1200|2026-01-05T01:00:00Z|2026-01-05T01:00:00Z",
                "Australia/NSW|20260105:1000-1600|2026-01-04T23:00:00Z|2026-01-04T23:00:00Z",
                "GB-Eire|20260105:0800-1630|2026-01-05T08:00:00Z|2026-01-05T08:00:00Z",
                "GMT|20260105:0000-20260105:2400|2026-01-05T23:59:59Z|2026-01-05T00:00:00Z",
                "GMT|20260105:0000-20260105:2400;20260106:0000-20260106:2400|2026-01-06T12:00:00Z|2026-01-05T00:00:00Z",
            })
    void openSince_ofEveryQuirk_isUnderstood(String zone, String hours, String at, String expected) {
        assertThat(shown(TradingHours.of(zone, hours), at)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ";;",
                "20260105",
                "20260105:closed",
                "20260105:0930",
                "20261305:0930-1600",
                "20260105:2500-2600",
                "20260105:2401-20260106:0100",
                "20260105:1600-0930",
                "20260105:0930-1600;nonsense",
                "20260230:CLOSED"
            })
    void of_whatCannotBeUnderstood_isUnknown(String hours) {
        assertThat(TradingHours.of(US, hours)).isSameAs(TradingHours.UNKNOWN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Central European Standard Time", "\ufffd\ufffd", "Mars/Base"})
    void of_zoneThatNobodyKnows_isUnknown(String zone) {
        assertThat(TradingHours.of(zone, ES)).isSameAs(TradingHours.UNKNOWN);
    }

    @Test
    void of_tooMuch_isUnknown() {
        assertThat(TradingHours.of(US, "20260105:0930-1600;".repeat(500))).isSameAs(TradingHours.UNKNOWN);
    }

    @Test
    void opensIn_isUntilTheNextSession() {
        TradingHours hours = TradingHours.of(US, ES);
        assertThat(hours.opensIn(Instant.parse("2026-04-06T21:30:00Z"))).isEqualTo(Duration.ofMinutes(30));
        assertThat(hours.opensIn(Instant.parse("2026-04-07T21:30:00Z"))).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20250919 08:30:00 US/Central|20250919|2025-09-19T13:30:00Z",
                "20250620 08:30 US/Central|20250620|2025-06-20T13:30:00Z",
                "20250919-08:30:00-US/Central||2025-09-19T13:30:00Z",
                "20250918 08:30:00 US/Central|20250919|2025-09-20T05:00:00Z",
                "20250919|20250919|2025-09-20T05:00:00Z",
                "20250919||2025-09-20T05:00:00Z",
                "20250919 08:30:00 Nowhere|20250919|2025-09-19T20:30:00Z",
                "202509||",
                "||",
                "20251399|20251399|"
            })
    void expiry_isTheLastTrade_orTheEndOfTheDay(String lastTrade, String expiration, String expected) {
        Instant expires = Expiry.of(new ContractData(
                1,
                "MNQ",
                "FUT",
                lastTrade == null ? "" : lastTrade,
                "CME",
                "MNQU5",
                US,
                "",
                expiration == null ? "" : expiration));
        assertThat(expires).isEqualTo(expected == null ? null : Instant.parse(expected));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-06T05:14:59Z,false", // 00:14:59 in New York
        "2026-01-06T05:15:00Z,true",
        "2026-01-06T06:44:59Z,true",
        "2026-01-06T06:45:00Z,false", // 01:45 in New York, 07:45 in Zurich
        "2026-01-06T12:30:00Z,true", // 20:30 in Hong Kong
        "2026-01-06T15:00:00Z,false",
        "2026-01-10T04:30:00Z,true", // Friday 23:30 in New York
        "2026-01-10T07:59:59Z,true",
        "2026-01-10T08:00:00Z,false"
    })
    void resetWindows_areToldByTheRegionsOwnClocks(String at, boolean on) {
        assertThat(ResetWindows.on(Instant.parse(at))).isEqualTo(on);
    }

    private static String shown(TradingHours hours, String at) {
        Instant time = Instant.parse(at);
        Instant since = hours.openSince(time);
        return !hours.known(time) ? "unknown" : since == null ? "closed" : since.toString();
    }
}
