package dev.feedwarden.plugin.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.api.sink.SinkException.Kind;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FailuresTest {

    private static final TableName TABLE = new TableName("", "quotes");

    @ParameterizedTest
    @CsvSource({
        "40001, CONFLICT",
        "40P01, CONFLICT",
        "55P03, CONFLICT",
        "57014, SLOW",
        "22003, POISON",
        "22021, POISON",
        "23502, POISON",
        "23514, POISON",
        "25006, UNAVAILABLE",
        "53100, UNAVAILABLE",
        "53300, UNAVAILABLE",
        "57P01, UNAVAILABLE",
        "57P02, UNAVAILABLE",
        "57P03, UNAVAILABLE",
        "58030, UNAVAILABLE",
        "08006, UNAVAILABLE",
        "08P01, UNAVAILABLE",
        "XX000, UNAVAILABLE",
        "P0001, UNAVAILABLE",
        "'', UNAVAILABLE",
        "42P01, REFUSED",
        "42501, REFUSED",
        "42703, REFUSED",
        "28000, REFUSED",
        "28P01, REFUSED",
        "3D000, REFUSED",
        "3F000, REFUSED",
        "0A000, REFUSED",
    })
    void kind_state_isWhatHelps(String state, Kind kind) {
        SinkException failure = Failures.of(new PgException("it\nfailed", "ERROR", state, ""), TABLE);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageStartingWith(state + " it failed");
    }

    @Test
    void of_whatIsNoErrorOfTheServer_isUnavailable() {
        assertThat(Failures.of(ClosedConnectionException.INSTANCE, TABLE).kind())
                .isEqualTo(Kind.UNAVAILABLE);
        assertThat(Failures.of(new ConnectException("refused"), TABLE).kind()).isEqualTo(Kind.UNAVAILABLE);
        assertThat(Failures.of(new TimeoutException("no connection"), TABLE).kind())
                .isEqualTo(Kind.UNAVAILABLE);
    }

    @Test
    void of_noAnswer_isSlow() {
        SinkException failure = Failures.of(new AnswerTimeout(Duration.ofSeconds(17)), TABLE);

        assertThat(failure.kind()).isEqualTo(Kind.SLOW);
        assertThat(failure).hasMessage("no answer within 17000 ms, connection closed");
    }

    @Test
    void of_missingTable_saysWhatAPersonCanDo() {
        var table = new TableName("market.", "quotes");
        assertThat(Failures.of(new PgException("no such relation", "ERROR", "42P01", ""), table))
                .hasMessage("42P01 no such relation: create the table, or have it created by: DELETE FROM"
                        + " market.feedwarden_schema WHERE target = 'quotes'");
    }
}
