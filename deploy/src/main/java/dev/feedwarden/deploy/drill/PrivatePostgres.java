package dev.feedwarden.deploy.drill;

import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.Scratch;
import dev.feedwarden.supervisor.drill.Access;
import dev.feedwarden.supervisor.drill.Equipment;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A PostgreSQL on loopback with a folder and a port of its own. It syncs what it commits. */
final class PrivatePostgres implements Equipment.Database {

    /** A tick is a quote or a trade, and each has a table; both are made before the first is written. */
    private static final String COUNT =
            "SELECT (SELECT count(DISTINCT sequence) FROM eth_option_quotes WHERE journal::text = ?)"
                    + " + (SELECT count(DISTINCT sequence) FROM eth_option_quotes_trades WHERE journal::text = ?)";

    private static final String TABLES =
            "SELECT count(*) FROM pg_tables WHERE tablename IN ('eth_option_quotes', 'eth_option_quotes_trades')";

    /** A slow machine makes a new one, or recovers one that has crashed, in much more than the usual 10 s. */
    private static final Duration STARTING = Duration.ofSeconds(60);

    private final Path folder;
    private final int port;
    private @Nullable EmbeddedPostgres server;

    private PrivatePostgres(Path folder, int port) {
        this.folder = folder;
        this.port = port;
    }

    static PrivatePostgres start() throws IOException {
        PrivatePostgres postgres = new PrivatePostgres(
                Files.createTempDirectory("feedwarden-drill-postgres-"),
                Integer.parseInt(new FreePorts().apply("postgres")));
        postgres.up();
        return postgres;
    }

    @Override
    public Access access() {
        return Access.open("postgresql://postgres@127.0.0.1:" + port + "/postgres");
    }

    @Override
    public void up() throws IOException {
        File log = folder.resolve("log").toFile();
        server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setServerConfig("max_connections", "40")
                .setServerConfig("fsync", "on")
                .setPGStartupWait(STARTING)
                .setPort(port)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log))
                .start();
    }

    @Override
    public void down() throws IOException {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    @Override
    public long ticks(String journal) throws IOException {
        if (server == null) {
            return 0;
        }
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            if (!hasTables(connection)) {
                return 0;
            }
            try (PreparedStatement count = connection.prepareStatement(COUNT)) {
                count.setString(1, journal);
                count.setString(2, journal);
                return number(count);
            }
        } catch (SQLException e) {
            throw new IOException("the private PostgreSQL cannot be asked", e);
        }
    }

    private static boolean hasTables(Connection connection) throws SQLException {
        try (PreparedStatement tables = connection.prepareStatement(TABLES)) {
            return number(tables) == 2;
        }
    }

    private static long number(PreparedStatement query) throws SQLException {
        try (ResultSet rows = query.executeQuery()) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    @Override
    public void close() throws IOException {
        down();
        Scratch.delete(folder);
    }
}
