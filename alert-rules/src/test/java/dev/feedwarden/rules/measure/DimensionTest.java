package dev.feedwarden.rules.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Unit;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DimensionTest {

    @ParameterizedTest
    @CsvSource({
        "NONE, 50, 50",
        "NONE, 1234567, 1234567",
        "NONE, 0.123456, 0.1235",
        "NONE, 123456.7, 123457",
        "NONE, NaN, unknown",
        "NONE, Infinity, unknown",
        "SECONDS, NaN, unknown",
        "SECONDS, Infinity, never",
        "SECONDS, 0, 0 s",
        "SECONDS, 0.0123456, 12.3 ms",
        "SECONDS, 12, 12 s",
        "SECONDS, 10.000000001, 10 s",
        "SECONDS, 119.96, 120 s",
        "SECONDS, 754.4, 12 min 34 s",
        "SECONDS, 600, 10 min",
        "SECONDS, -600, -10 min",
        "SECONDS, 7260, 2 h 1 min",
        "SECONDS, 180000, 2 d 2 h",
        "BYTES, 412300000, 412 MB",
        "BYTES, 999600, 1 MB",
        "BYTES, 12, 12 B",
        "SHARE, 0.87, 87 %",
        "SHARE, 0.99954, 99.95 %",
    })
    void print_value_isForAPerson(Unit unit, double value, String text) {
        assertThat(Dimension.of(unit).print(value)).isEqualTo(text);
    }

    @Test
    void print_rate_hasItsUnitOfTime() {
        assertThat(new Dimension(Unit.NONE, Duration.ofMinutes(1)).print(3)).isEqualTo("3/min");
        assertThat(new Dimension(Unit.BYTES, Duration.ofSeconds(5)).print(3000)).isEqualTo("3 kB per 5s");
    }

    @Test
    void word_isForMachines() {
        assertThat(Dimension.of(Unit.SECONDS).word()).isEqualTo("seconds");
        assertThat(new Dimension(Unit.NONE, Duration.ofHours(1)).word()).isEqualTo("none per 1h");
    }

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 0, 0s",
        "SECONDS, 90, 1.5m",
        "SECONDS, 3601, 3601s",
        "SECONDS, 0.1, 100ms",
        "BYTES, 1073741824, 1GiB",
        "BYTES, 1001, 1001B",
        "SHARE, 0.07, 7%",
        "NONE, 1000000, 1000000",
    })
    void exact_threshold_isWhatAFileWrites(Unit unit, double value, String text) {
        assertThat(Dimension.of(unit).exact(value)).isEqualTo(text);
    }
}
