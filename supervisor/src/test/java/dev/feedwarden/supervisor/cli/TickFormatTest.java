package dev.feedwarden.supervisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.QuoteBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;

class TickFormatTest {

    private static final Batch.Row ROW =
            new Batch.Row(1, new QuoteBuilder("feed", "ETH-1", 0, 0).theta(-4.1).build());

    @Test
    void csv_textThatIsAFormula_beginsWithAnApostrophe() {
        assertThat(csv("=1+1")).isEqualTo("'=1+1\n");
        assertThat(csv("+1")).isEqualTo("'+1\n");
        assertThat(csv("-1")).isEqualTo("'-1\n");
        assertThat(csv("@SUM(A1)")).isEqualTo("'@SUM(A1)\n");
        assertThat(csv("=A1,\"B1\"")).isEqualTo("\"'=A1,\"\"B1\"\"\"\n");
        assertThat(csv("\t=1")).isEqualTo("'\uFFFD=1\n");
    }

    @Test
    void csv_controlCharacters_areNotWritten() {
        assertThat(csv("a\u001b[2Jb")).isEqualTo("a\uFFFD[2Jb\n");
        assertThat(csv("a\u009bb")).isEqualTo("a\uFFFDb\n");
        assertThat(csv("a\r\nb")).isEqualTo("a\uFFFD\uFFFDb\n");
    }

    @Test
    void csv_usualTextAndNegativeNumber_areAsTheyAre() {
        assertThat(csv("ETH-27NOV26-3000-C")).isEqualTo("ETH-27NOV26-3000-C\n");
        assertThat(csv(-4.1)).isEqualTo("-4.1\n");
    }

    private static String csv(Object value) {
        return TickFormat.CSV.line(List.of(new TickColumn("column", row -> value)), ROW);
    }
}
