package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The drill as a person holds it: a few of its rows, in processes and with servers of their own. */
class DrillIT {

    private static final long PATIENCE_SECONDS = 400;

    @Test
    void fewRows_passWithoutLoss_andArePrintedAsJson() throws Exception {
        JsonObject matrix;
        try (Program drill = Program.start(
                "drill", "--accelerate", "--json", "--only", "network drop,process-crash,database down")) {
            assertThat(drill.exitCode(PATIENCE_SECONDS))
                    .describedAs(drill.output())
                    .isZero();
            String output = drill.output();
            matrix = new JsonObject(output.substring(output.indexOf("\n{") + 1));
        }
        JsonArray rows = matrix.getJsonArray("rows");
        assertThat(rows).hasSize(3);
        for (int i = 0; i < rows.size(); i++) {
            JsonObject row = rows.getJsonObject(i);
            assertThat(row.getDouble("detectedSeconds"))
                    .describedAs(row.encode())
                    .isNotNull();
            assertThat(row.getDouble("repairedSeconds"))
                    .describedAs(row.encode())
                    .isNotNull();
            assertThat(row.getLong("accepted")).isPositive().isLessThanOrEqualTo(row.getLong("sent"));
            assertThat(row.getLong("stored")).isEqualTo(row.getLong("accepted"));
            assertThat(row.getLong("lost")).isZero();
        }
        assertThat(rows.getJsonObject(0).getString("failure")).isEqualTo("network drop");
        assertThat(rows.getJsonObject(0).getLong("mails")).isPositive();
    }

    @Test
    void rules_ofTheDrill_areWellFormed() throws Exception {
        String[] arguments = Stream.of("check", "deribit", "bybit", "ib", "infrastructure", "self")
                .map(word -> word.equals("check") ? word : "conf/drill/" + word + ".yaml")
                .toArray(String[]::new);
        try (Program check = Program.start(arguments)) {
            assertThat(check.exitCode()).describedAs(check.output()).isZero();
        }
    }
}
