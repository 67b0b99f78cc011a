package dev.feedwarden.plugin.ib;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeaningTest {

    private static final String OTHER_IP = "Trading TWS session is connected from a different IP address";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100|Max rate of messages per second has been exceeded|TOO_FAST",
                "0|Warning: Approaching max rate of 50 messages per second (42)|TOO_FAST",
                "0|hello|UNKNOWN",
                "101|Max number of tickers has been reached|FULL",
                "102|Duplicate ticker ID|DUPLICATE",
                "103|Duplicate order id|UNKNOWN",
                "200|No security definition has been found for the request|NO_CONTRACT",
                "300|Can't find EId with tickerId:9001|FORGOTTEN",
                "320|Error reading request: unable to parse data|REJECTED",
                "321|Error validating request.-'bW' : cause - Missing exchange|REJECTED",
                "322|Error processing request.-'bW' : cause - Duplicate ticker id|DUPLICATE",
                "322|Error processing request|UNKNOWN",
                "326|Unable to connect as the client id is already in use.|CLIENT_ID_IN_USE",
                "354|Requested market data is not subscribed.|NOT_ENTITLED",
                "366|No historical data query found for ticker id:1|NEWS",
                "420|Invalid Real-time Query:No market data permissions for CME FUT|NOT_ENTITLED",
                "420|Invalid Real-time Query:Historical data request pacing violation|TOO_FAST",
                "420|Invalid Real-time Query:something|UNKNOWN",
                "502|Couldn't connect to TWS|UNKNOWN",
                "503|The TWS is out of date|REJECTED",
                "504|Not connected|UNKNOWN",
                "505|Fatal error: unknown message id|REJECTED",
                "506|Unsupported version|REJECTED",
                "507|Bad message length|UNKNOWN",
                "1100|Connectivity between IBKR and Trader Workstation has been lost.|LINK_LOST",
                "1101|restored - data lost.|RESTORED_DATA_LOST",
                "1102|restored - data maintained.|RESTORED",
                "1300|TWS socket port has been reset|MOVED",
                "2103|Market data farm connection is broken:usfuture|FARM_BROKEN",
                "2104|Market data farm connection is OK:usfuture|FARM_OK",
                "2105|HMDS data farm connection is broken:ushmds|NEWS",
                "2106|HMDS data farm connection is OK:ushmds|HISTORY_OK",
                "2107|HMDS data farm connection is inactive|NEWS",
                "2108|Market data farm connection is inactive|FARM_IDLE",
                "2110|Connectivity between Trader Workstation and server is broken.|LINK_LOST",
                "2119|Market data farm is connecting:usfarm|NEWS",
                "2157|Sec-def data farm connection is broken:secdefil|NEWS",
                "2158|Sec-def data farm connection is OK:secdefil|NEWS",
                "10090|Part of requested market data is not subscribed.|ADVISORY",
                "10167|Requested market data is not subscribed. Displaying delayed market data.|ADVISORY",
                "10168|Requested market data is not subscribed. Delayed market data is not enabled.|NOT_ENTITLED",
                "10182|Failed to request live updates (disconnected).|FORGOTTEN",
                "10186|Requested market data is not subscribed. Delayed market data is not enabled|NOT_ENTITLED",
                "10187|Failed to request historical ticks:No market data permissions|NOT_ENTITLED",
                "10189|Failed to request tick-by-tick data.No market data permissions for CME FUT.|NOT_ENTITLED",
                "10189|Failed to request tick-by-tick data.Tick-by-tick is not supported for this|NOT_ENTITLED",
                "10189|Failed to request tick-by-tick data.|FORGOTTEN",
                "10190|Max number of tick-by-tick requests has been reached.|FULL",
                "10197|No market data during competing live session|CONFLICT",
                "10225|Bust event occurred, current subscription is deactivated|FORGOTTEN",
                "10285|Your API version does not support fractional size rules|REJECTED",
                "99999|anything|UNKNOWN"
            })
    void of_everyKnownCode_isClassified(int code, String text, Meaning expected) {
        assertThat(Meaning.of(code, text, false)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"162", "321", "420", "10187", "10189"})
    void of_codesThatSayWhyInTheirText_areConflicts_whereItSaysSo(int code) {
        assertThat(Meaning.of(code, "prefix." + OTHER_IP, true)).isEqualTo(Meaning.CONFLICT);
        assertThat(Meaning.of(code, "prefix:" + OTHER_IP.toUpperCase(java.util.Locale.ROOT), false))
                .isEqualTo(Meaning.CONFLICT);
    }

    @ParameterizedTest
    @CsvSource({"true,NOT_ENTITLED", "false,ADVISORY"})
    void of_additionalSubscriptionNeeded_isFinalForTickByTickOnly(boolean tickByTick, Meaning expected) {
        assertThat(Meaning.of(10089, "Requested market data requires additional subscription for API.", tickByTick))
                .isEqualTo(expected);
    }
}
