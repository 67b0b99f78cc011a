package dev.feedwarden.supervisor.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Attention;
import dev.feedwarden.supervisor.history.Incident;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IncidentRoutesTest {

    private static final Instant OPENED = Instant.parse("2026-11-21T08:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "q, SILENCE, true",
        "q, cable was cut, true",
        "q, i-7, true",
        "q, i-, false",
        "q, postgres, false",
        "level, red, true",
        "level, yellow, false",
        "state, closed, true",
        "state, open, false",
        "rule, deribit-silence, true",
        "rule, deribit, false",
        "subject, deribit, true",
        "subject, deribit/ETH-1, true",
        "subject, deri, false",
        "from, 2026-11-21T08:05:00Z, true",
        "from, 2026-11-22, false",
        "to, 2026-11-21T08:00:01Z, true",
        "to, 2026-11-21, false",
    })
    void query_oneCondition_fitsOrNot(String name, String value, boolean fits) throws Exception {
        IncidentQuery query =
                IncidentQuery.of(MultiMap.caseInsensitiveMultiMap().add(name, value));

        assertThat(query.fits(closed("deribit/ETH-1"))).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({"level, green", "state, gone", "from, yesterday", "limit, 501", "limit, 0", "colour, red"})
    void query_whatCannotBeRead_isSaidWithWhatIsExpected(String name, String value) {
        assertThatThrownBy(() ->
                        IncidentQuery.of(MultiMap.caseInsensitiveMultiMap().add(name, value)))
                .isInstanceOf(WrongParameter.class)
                .hasMessageContaining("expected");
    }

    @Test
    void csv_cellsThatNeedIt_areQuotedAndNeverAFormula() {
        List<@Nullable Object> cells = Arrays.asList("a,b", "say \"x\"", "two\nlines", "=1+1", "-2", null, 3);

        assertThat(Csv.line(cells)).isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"two\nlines\",'=1+1,'-2,,3\r\n");
    }

    private static Incident closed(String subject) {
        return new Incident(
                "i-7",
                "deribit-silence",
                subject,
                Level.RED,
                OPENED,
                OPENED.plusSeconds(600),
                true,
                null,
                "i-7",
                Attention.NONE,
                List.of(new Incident.Moment(OPENED, "note", "A cable was cut")));
    }
}
