package dev.feedwarden.plugin.simulator.deribit.market;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstrumentTest {

    @ParameterizedTest
    @CsvSource({
        "ETH-27DEC24-4000-C, ETH, option, 27DEC24, 4000, eth_usd",
        "XRP_USDC-30JUN23-0d625-P, USDC, option, 30JUN23, 0.625, xrp_usdc",
        "BTC-PERPETUAL, BTC, future, PERPETUAL, 0, btc_usd",
        "ETH-24JUN22, ETH, future, 24JUN22, 0, eth_usd",
        "BTC-CS-19MAY26-70000_75000, BTC, option_combo, 19MAY26, 0, btc_usd",
        "BTC_USDC, USDC, spot, '', 0, btc_usdc"
    })
    void named_known_isReadFromItsName(
            String name, String currency, String kind, String expiry, double strike, String index) {
        Instrument instrument = Instrument.named(name);

        assertThat(instrument).isNotNull();
        assertThat(instrument.currency()).isEqualTo(currency);
        assertThat(instrument.kind()).isEqualTo(kind);
        assertThat(instrument.expiry()).isEqualTo(expiry);
        assertThat(instrument.strike()).isEqualTo(strike);
        assertThat(instrument.index()).isEqualTo(index);
    }

    @Test
    void named_unknown_isNull() {
        assertThat(Instrument.named("option")).isNull();
        assertThat(Instrument.named("")).isNull();
    }
}
