package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.FreePort;
import dev.feedwarden.plugin.postgres.Server;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import redis.embedded.RedisServer;

/** The drill as a person holds it: a few of its rows, in processes and with servers of their own. */
class DrillIT {

    private static final long PATIENCE_SECONDS = 400;
    private static final String PASSWORD = "tell-nobody";

    @Test
    void fewRows_passWithoutLoss_andArePrintedAsJson() throws Exception {
        JsonArray rows = rows(
                "drill", "--accelerate", "--json", "--only", "network drop,process-crash,database down,internet down");
        assertThat(rows).hasSize(4);
        assertThat(rows.getJsonObject(0).getString("failure")).isEqualTo("network drop");
        assertThat(rows.getJsonObject(0).getLong("mails")).isPositive();
        assertThat(rows.getJsonObject(3).getLong("mails"))
                .describedAs("of one cause a person is told once, and once that it is over")
                .isEqualTo(2);
    }

    @Test
    void somebodysServersThatAskForPasswords_areUsedInPlaceOfItsOwn() throws Exception {
        int port = FreePort.find();
        RedisServer redis = RedisServer.newRedisServer()
                .port(port)
                .setting("save \"\"")
                .setting("appendonly no")
                .setting("requirepass " + PASSWORD)
                .build();
        redis.start();
        try (Server database = Server.start("max_connections = 40")) {
            database.execute("CREATE ROLE secured LOGIN SUPERUSER PASSWORD '" + PASSWORD + "'");
            JsonArray rows = rows(
                    "drill",
                    "--accelerate",
                    "--json",
                    "--only",
                    "database down,redis down",
                    "--database",
                    "postgresql://secured:" + PASSWORD + "@127.0.0.1:" + database.port() + "/postgres?sslmode=disable",
                    "--redis",
                    "redis://:" + PASSWORD + "@127.0.0.1:" + port + "/0");
            assertThat(rows).hasSize(2);
            assertThat(database.query("SELECT count(*) > 0 FROM eth_option_quotes"))
                    .containsExactly("t");
        } finally {
            redis.stop();
        }
    }

    @Test
    void programThatDoesNotStart_endsTheDrillWithItsError() throws Exception {
        try (Program drill = Program.start(
                Map.of("EMAIL_ALERTS", "perhaps"), "drill", "--accelerate", "--only", "network drop,disk full")) {
            assertThat(drill.exitCode(PATIENCE_SECONDS)).isEqualTo(1);
            assertThat(drill.output())
                    .contains("feedwarden: the drill could not be held: the program does not start: ", "EMAIL_ALERTS")
                    .doesNotContain("INFO", "| network drop |");
        }
    }

    /** The rows that a drill prints, each of which passed without a loss. */
    private static JsonArray rows(String... arguments) throws Exception {
        JsonObject matrix;
        try (Program drill = Program.start(arguments)) {
            assertThat(drill.exitCode(PATIENCE_SECONDS))
                    .describedAs(drill.output())
                    .isZero();
            String output = drill.output();
            assertThat(output).doesNotContain(PASSWORD);
            matrix = new JsonObject(output.substring(output.indexOf("\n{") + 1));
        }
        JsonArray rows = matrix.getJsonArray("rows");
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
        return rows;
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
