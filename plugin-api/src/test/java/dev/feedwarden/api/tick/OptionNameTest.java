package dev.feedwarden.api.tick;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OptionNameTest {

    @ParameterizedTest
    @CsvSource({
        "BTC-27NOV26-60000-C, BTC, 2026-11-27, 60000, CALL",
        "ETH-3DEC26-2400-P, ETH, 2026-12-03, 2400, PUT",
        "XRP_USDC-27NOV26-0d55-P, XRP, 2026-11-27, 0.55, PUT",
        "BTC-27NOV26-60000-C-USDT, BTC, 2026-11-27, 60000, CALL"
    })
    void parse_anOption_saysWhatItsNameSays(
            String name, String underlying, LocalDate expiry, double strike, OptionName.Type type) {
        assertThat(OptionName.parse(name)).isEqualTo(new OptionName(underlying, expiry, strike, type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "BTC-PERPETUAL",
                "BTC-27NOV26",
                "BTC-31FEB27-60000-C",
                "BTC-27NOV26-60000-X",
                "btc-27NOV26-1-C"
            })
    void parse_anythingElse_isNull(String name) {
        assertThat(OptionName.parse(name)).isNull();
    }

    @Test
    void parse_aNameOfAnyLength_takesNoLongerThanItsLimits() {
        assertThat(OptionName.parse("1".repeat(100_000))).isNull();
    }
}
