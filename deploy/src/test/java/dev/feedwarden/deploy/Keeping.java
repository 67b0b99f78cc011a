package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.FreePort;
import dev.feedwarden.plugin.files.format.Header;
import dev.feedwarden.plugin.files.format.Row;
import dev.feedwarden.plugin.postgres.Server;
import io.vertx.core.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import redis.embedded.RedisServer;

/**
 * A program that keeps a simulated exchange's ticks in all three kinds of sink, with real servers behind them, and the
 * proof that they hold exactly what was accepted.
 */
final class Keeping implements AutoCloseable {

    static final List<String> SINKS = List.of("timescale", "latest", "archive");

    final Server database;
    final Path data;
    private final Path folder;
    private final Program exchange;
    private final String port;
    private final int redisPort;
    private RedisServer redis;
    private String databaseUri;

    private Keeping(Path folder, Server database, Program exchange, int redisPort) throws Exception {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.database = database;
        this.databaseUri = database.uri();
        this.exchange = exchange;
        this.port = exchange.line("port=[0-9]+").replaceAll(".*port=([0-9]+).*", "$1");
        this.redisPort = redisPort;
    }

    static Keeping start(Path folder, int ticksPerSecond) throws Exception {
        Server database = Server.start("fsync = on", "synchronous_commit = on", "max_connections = 30");
        Program exchange = Program.start(
                "simulate",
                "deribit",
                "--port",
                "0",
                "--truth",
                folder.resolve("truth.jsonl").toString(),
                "--instruments",
                "100",
                "--ticks-per-second",
                String.valueOf(ticksPerSecond));
        Keeping keeping = new Keeping(folder, database, exchange, FreePort.find());
        keeping.startRedis();
        return keeping;
    }

    void startRedis() throws IOException {
        redis = RedisServer.newRedisServer()
                .port(redisPort)
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        redis.start();
    }

    void killRedis() throws IOException {
        redis.stop();
    }

    /** From the next start of the program on, the database is reached there. */
    void databaseAt(int proxy) {
        databaseUri = "postgresql://postgres@127.0.0.1:" + proxy + "/postgres";
    }

    /** Starts the program, which goes on where it was. */
    Program warden() throws IOException {
        return Program.start("run", "--port", "0", "--config", config().toString(), "--data", data.toString());
    }

    /** The same in a loop that starts it again whenever it dies; always at one port. */
    Program wardenInALoop() throws IOException {
        return Program.loop(
                "run",
                "--port",
                String.valueOf(FreePort.find()),
                "--config",
                config().toString(),
                "--data",
                data.toString());
    }

    private Path config() throws IOException {
        return Files.writeString(folder.resolve("feedwarden.yaml"), """
                connections:
                  db: {plugin: postgres, uri: "%s"}
                  cache: {plugin: redis, uri: "redis://127.0.0.1:%d"}
                feeds:
                  deribit: {plugin: deribit, url: "ws://127.0.0.1:%s/ws/api/v2", currency: [ETH, BTC], top: 50}
                checks:
                  database: {plugin: postgres, connection: db, every: 1s}
                sinks:
                  timescale: {plugin: postgres, connection: db, batch_age: 200ms}
                  latest: {plugin: redis, connection: cache, batch_age: 200ms}
                  archive: {plugin: files, batch_age: 200ms}
                """.formatted(databaseUri, redisPort, port));
    }

    static long accepted(JsonObject status) {
        return status.getJsonObject("journal").getLong("accepted");
    }

    static long stored(JsonObject status, String sink) {
        return status.getJsonObject("journal").getJsonObject("stored").getLong(sink, 0L);
    }

    /** Ends the flow of ticks, waits until every sink has all that was accepted, and ends the program in good order. */
    long drain(Program warden) throws Exception {
        assertThat(exchange.post(
                        "http://127.0.0.1:" + port + "/sim/faults",
                        "{\"feed\":\"deribit\",\"kind\":\"stall\",\"for\":\"1h\"}"))
                .isEqualTo(200);
        warden.until("/api/status", new Quiet()::in);
        long accepted = accepted(warden.until(
                "/api/status", status -> SINKS.stream().allMatch(sink -> stored(status, sink) == accepted(status))));
        assertThat(warden.terminate()).describedAs(warden.output()).isZero();
        assertThat(exchange.terminate()).describedAs(exchange.output()).isZero();
        return accepted;
    }

    /** How many of the ticks that were sent to somebody were never accepted: on their way when a process died. */
    long lost(long accepted) throws IOException {
        return Sent.read(folder.resolve("truth.jsonl")).count() - accepted;
    }

    /** Each accepted tick is in the table and in the files, once, and is one that was sent. */
    void holdsExactly(long accepted) throws Exception {
        Sent sent = Sent.read(folder.resolve("truth.jsonl"));
        assertThat(accepted).isPositive().isLessThanOrEqualTo(sent.count());
        Map<String, Sent.Identity> latest = rows(accepted, sent);
        files(data, accepted);
        cache(latest);
    }

    private Map<String, Sent.Identity> rows(long accepted, Sent sent) throws SQLException {
        assertThat(database.query("SELECT count(DISTINCT journal) FROM eth_option_quotes"))
                .containsExactly("1");
        Map<String, Sent.Identity> latest = new HashMap<>();
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT sequence, instrument, (extract(epoch FROM exchange_time) * 1000000)::bigint, mark,"
                                + " underlying FROM eth_option_quotes ORDER BY sequence")) {
            long expected = 0;
            while (rows.next()) {
                expected++;
                assertThat(rows.getLong(1)).isEqualTo(expected);
                Sent.Identity tick =
                        new Sent.Identity(rows.getString(2), rows.getLong(3), rows.getDouble(4), rows.getDouble(5));
                assertThat(sent.take(tick))
                        .describedAs("sequence %d was sent: %s", expected, tick)
                        .isTrue();
                latest.put(tick.instrument(), tick);
            }
            assertThat(expected).isEqualTo(accepted);
        }
        return latest;
    }

    /** Each sequence from the first to the last that was accepted is in the files, once. */
    static void files(Path data, long accepted) throws IOException {
        BitSet found = new BitSet();
        List<Path> files;
        try (Stream<Path> below = Files.walk(data)) {
            files = below.filter(file -> file.getFileName().toString().contains(".pb"))
                    .toList();
        }
        for (Path file : files) {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
                assertThat(Header.parseDelimitedFrom(in)).isNotNull();
                for (Row row = Row.parseDelimitedFrom(in); row != null; row = Row.parseDelimitedFrom(in)) {
                    int sequence = Math.toIntExact(row.getSequence());
                    assertThat(found.get(sequence))
                            .describedAs("sequence %d again, in %s", sequence, file)
                            .isFalse();
                    found.set(sequence);
                }
            }
        }
        assertThat((long) found.cardinality()).isEqualTo(accepted);
        assertThat((long) found.length() - 1).isEqualTo(accepted);
    }

    private void cache(Map<String, Sent.Identity> latest) throws Exception {
        try (Redis server = new Redis(redisPort)) {
            for (Sent.Identity tick : latest.values()) {
                Map<String, String> fields = server.hash("option:deribit:" + tick.instrument());
                assertThat(fields).containsKey("mark");
                assertThat(Double.parseDouble(fields.get("mark"))).isEqualTo(tick.mark());
            }
        }
    }

    @Override
    public void close() throws IOException {
        exchange.close();
        redis.stop();
        database.close();
    }
}
