package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.FreePort;
import dev.feedwarden.plugin.postgres.Server;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import redis.embedded.RedisServer;

/** A PostgreSQL and a Redis that can be taken away, and what they and the files hold. */
final class SoakStores implements AutoCloseable {

    static final List<String> SINKS = List.of("timescale", "latest", "archive");

    private final Server database;
    private final int redisPort;
    private RedisServer redis;

    private SoakStores(Server database, int redisPort) {
        this.database = database;
        this.redisPort = redisPort;
    }

    static SoakStores start() throws IOException {
        SoakStores stores = new SoakStores(Server.start("max_connections = 30"), FreePort.find());
        stores.startRedis();
        return stores;
    }

    /** The sections of the configuration that name them. */
    String config() {
        return """
                connections:
                  db: {plugin: postgres, uri: "%s"}
                  cache: {plugin: redis, uri: "redis://127.0.0.1:%d"}
                checks:
                  database: {plugin: postgres, connection: db, every: 1s}
                  memory: {plugin: redis, connection: cache, every: 1s}
                sinks:
                  timescale: {plugin: postgres, connection: db}
                  latest: {plugin: redis, connection: cache}
                  archive: {plugin: files}
                """.formatted(database.uri(), redisPort);
    }

    void crashDatabase() throws IOException {
        database.crash();
    }

    void startDatabase() throws IOException {
        database.start();
    }

    void killRedis() throws IOException {
        redis.stop();
    }

    void startRedis() throws IOException {
        redis = RedisServer.newRedisServer()
                .port(redisPort)
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        redis.start();
    }

    /** Every sequence from the first to the last that was accepted is in the tables and in the files, once. */
    void holdExactly(long accepted, Path data) throws SQLException, IOException {
        assertThat(
                        database.query(
                                "SELECT count(*) || ' of ' || count(DISTINCT sequence) || ' to ' || max(sequence) FROM"
                                        + " (SELECT sequence FROM eth_option_quotes UNION ALL SELECT sequence FROM eth_option_quotes_trades) ticks"))
                .containsExactly("%1$d of %1$d to %1$d".formatted(accepted));
        Keeping.files(data, accepted);
    }

    @Override
    public void close() throws IOException {
        redis.stop();
        database.close();
    }
}
