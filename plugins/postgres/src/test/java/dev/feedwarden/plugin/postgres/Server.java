package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.kit.FreePort;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * A real PostgreSQL on loopback, with a folder and a port of its own. The server refuses to run as root; for root it runs
 * in a user namespace of its own, or as another user where there are none.
 */
public final class Server implements AutoCloseable {

    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final String NOBODY = "65534";

    private final Path binaries;
    private final List<String> prefix;
    private final Path folder;
    private final int port;

    private Server(Path binaries, List<String> prefix, Path folder, int port) {
        this.binaries = binaries;
        this.prefix = prefix;
        this.folder = folder;
        this.port = port;
    }

    /** Starts a new, empty server; user and database are {@code postgres}. Only {@code secured} is asked for a password. */
    public static Server start(String... settings) throws IOException {
        Path folder = Files.createTempDirectory("feedwarden-postgres-data");
        List<String> prefix = prefix(folder);
        Server server = new Server(unpacked(), prefix, folder, FreePort.find());
        server.run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--locale=C", "-N", "-D", folder + "/data");
        Path configuration = folder.resolve("data/postgresql.conf");
        Files.writeString(
                configuration,
                Files.readString(configuration) + "\nlisten_addresses = '127.0.0.1'\nport = " + server.port
                        + "\nunix_socket_directories = ''\n" + String.join("\n", settings) + "\n");
        Files.writeString(
                folder.resolve("data/pg_hba.conf"),
                "host all secured 127.0.0.1/32 scram-sha-256\nhost all all 127.0.0.1/32 trust\n");
        server.start();
        return server;
    }

    private static List<String> prefix(Path folder) throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return List.of();
        }
        if (execute(List.of("unshare", "-U", "true")) == 0) {
            return List.of("unshare", "-U");
        }
        if (execute(List.of("chown", NOBODY + ":" + NOBODY, folder.toString())) != 0) {
            throw new IOException("expected root to give the folder " + folder + " away");
        }
        return List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups");
    }

    /** The server's programs, unpacked once on each machine. */
    private static Path unpacked() throws IOException {
        Path target = Path.of(System.getProperty("java.io.tmpdir"), "feedwarden-postgres-18.6");
        if (Files.isDirectory(target)) {
            return target;
        }
        Path fresh = Files.createTempDirectory("feedwarden-postgres-unpacking");
        try (InputStream resource = Server.class.getResourceAsStream(ARCHIVE);
                var tar = new TarArchiveInputStream(new XZCompressorInputStream(new BufferedInputStream(resource)))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, fresh.resolve(entry.getName()));
            }
        }
        Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            return Files.move(fresh, target);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            return target;
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path to) throws IOException {
        if (entry.isDirectory()) {
            Files.createDirectories(to);
            return;
        }
        Files.createDirectories(to.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(to, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, to);
            Files.setPosixFilePermissions(
                    to, PosixFilePermissions.fromString((entry.getMode() & 0100) != 0 ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    public int port() {
        return port;
    }

    public String uri() {
        return uri("postgres");
    }

    String uri(String user) {
        return "postgresql://" + user + "@127.0.0.1:" + port + "/postgres";
    }

    /** Starts the server again on what it has stored. */
    public void start() throws IOException {
        run("pg_ctl", "-D", folder + "/data", "-w", "-t", "60", "-l", folder + "/data/log", "start");
    }

    /** Ends the server at once, as a crash would. */
    public void crash() throws IOException {
        run("pg_ctl", "-D", folder + "/data", "-w", "-m", "immediate", "stop");
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.add(binaries.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        int exit = execute(command);
        if (exit != 0) {
            throw new IOException("expected exit code 0 of " + command + ", found " + exit);
        }
    }

    private static int execute(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(new File("/dev/null"))
                .start();
        try {
            if (process.waitFor(90, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IOException("not ended within 90 s: " + command);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for " + command);
        } finally {
            process.destroyForcibly();
        }
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of what a query gives, as texts. */
    public List<String> query(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    /** Waits until a query gives a row. */
    void await(String sql) throws SQLException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            while (true) {
                try (ResultSet rows = statement.executeQuery(sql)) {
                    if (rows.next()) {
                        return;
                    }
                }
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("no row within 60 s: " + sql);
                }
                Thread.onSpinWait();
            }
        }
    }

    @Override
    public void close() throws IOException {
        if (Files.exists(folder.resolve("data/postmaster.pid"))) {
            crash();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
