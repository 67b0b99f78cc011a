package dev.feedwarden.plugin.simulator.deribit.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ValuationTest {

    @Test
    void of_atTheMoney_isBlacksPrice() {
        Valuation call = Valuation.of(true, 3_000, 3_000, 1, 0.7);

        // 2 * N(0.35) - 1
        assertThat(call.price()).isCloseTo(0.273661, within(1e-5));
        assertThat(call.delta()).isCloseTo(0.636831, within(1e-5));
    }

    @Test
    void of_callAndPut_differByTheForward() {
        Valuation call = Valuation.of(true, 3_000, 2_500, 0.25, 0.8);
        Valuation put = Valuation.of(false, 3_000, 2_500, 0.25, 0.8);

        assertThat(call.price() - put.price()).isCloseTo(500 / 3_000.0, within(1e-6));
        assertThat(call.gamma()).isEqualTo(put.gamma());
    }
}
