package dev.feedwarden.plugin.bybit;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {

    @Test
    void parse_randomNumbers_areTheNearestDouble_shiftedOrNot() {
        Random random = new Random(42);
        for (int i = 0; i < 100_000; i++) {
            BigDecimal number = BigDecimal.valueOf(random.nextLong() >> random.nextInt(64), random.nextInt(25));
            String text = random.nextInt(10) == 0 ? number.toString() : number.toPlainString();
            char[] padded = ("xx" + text + "yy").toCharArray();
            assertThat(Decimal.parse(padded, 2, text.length(), 0))
                    .describedAs(text)
                    .isEqualTo(number.doubleValue());
            assertThat(Decimal.parse(padded, 2, text.length(), 2))
                    .describedAs(text)
                    .isEqualTo(number.movePointRight(2).doubleValue());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", ".", "abc", "1.2.3", "--1", "0x10", "NaN", "Infinity", "1e", "1 ", " 1", "1,5", "１"})
    void parse_noNumber_isNaN(String text) {
        assertThat(Decimal.parse(text)).isNaN();
    }

    @Test
    void parse_endlessText_isNaN() {
        assertThat(Decimal.parse("9".repeat(100_000))).isNaN();
        assertThat(Decimal.parse("1e999999999")).isInfinite();
        assertThat(Decimal.parse("1e9999999999")).isNaN();
    }
}
