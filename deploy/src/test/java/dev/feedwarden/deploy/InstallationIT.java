package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * An installation laid out as the distribution's archive is, that its user cannot write to, started through a link: data
 * and the class archive go elsewhere, and the archive fits the Java, the options and the JARs or is not used.
 */
class InstallationIT {

    private static final Path BUILT = Path.of("target", "feedwarden").toAbsolutePath();

    private static final String SHARED = "source: shared objects file";

    /** Where a JDK 25 is looked for, besides {@code JDK25_HOME}. */
    private static final List<String> PLACES =
            List.of("/usr/lib/jvm/temurin-25-jdk-amd64", "/usr/lib/jvm/java-25-openjdk-amd64", "/usr/lib/jvm/java-25");

    @TempDir
    private Path folder;

    private Path installed;
    private Path home;
    private Path link;

    @BeforeEach
    void install() throws Exception {
        folder.toFile().setExecutable(true, false);
        folder.toFile().setReadable(true, false);
        installed = folder.resolve("feedwarden-0.1.0");
        for (String part : List.of("lib", "plugins", "conf", "rules", "tests")) {
            copy(BUILT.resolve(part), installed.resolve(part));
        }
        Files.writeString(
                installed.resolve("conf/feedwarden.yaml"),
                "feeds: {deribit: {plugin: deribit, url: 'ws://127.0.0.1:1/ws/api/v2'}}\n");
        Files.createDirectories(installed.resolve("bin"));
        Files.copy(Path.of("feedwarden"), installed.resolve("bin/feedwarden"));
        link = Files.createSymbolicLink(
                Files.createDirectories(folder.resolve("links")).resolve("warden"),
                Path.of("..", "feedwarden-0.1.0", "bin", "feedwarden"));
        home = Files.createDirectories(folder.resolve("home"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
        writable(false);
    }

    @AfterEach
    void letGo() throws IOException {
        writable(true);
    }

    @Test
    void readOnly_java17To24_keepsDataAndClassArchiveElsewhere() throws Exception {
        assumeThat(Runtime.version().feature()).isLessThan(25);
        runsFromTheArchive(Path.of(System.getProperty("java.home")), ".jsa");
    }

    @Test
    void readOnly_java25_keepsDataAndAotCacheElsewhere() throws Exception {
        Path java = Stream.concat(Stream.ofNullable(System.getenv("JDK25_HOME")), PLACES.stream())
                .map(Path::of)
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
        assumeThat(java)
                .describedAs("NOT TESTED: no JDK 25 in JDK25_HOME or in " + PLACES)
                .isNotNull();
        runsFromTheArchive(java, ".aot");
    }

    private void runsFromTheArchive(Path java, String kind) throws Exception {
        try (Program first = start(java, "", "run", "--port", "0")) {
            first.line("preparing a faster start");
            first.address();
            assertThat(first.terminate()).describedAs(first.output()).isZero();
        }
        assertThat(home.resolve(".local/state/feedwarden/history.mv")).exists();

        Path archive = archive(kind);
        assertThat(main(java)).contains(SHARED);

        writable(true);
        Path other = Files.writeString(installed.resolve("lib/other.jar"), "");
        assertThat(main(java)).describedAs("other JARs, another archive").doesNotContain(SHARED);
        Files.delete(other);
        writable(false);
        assertThat(main(java)).contains(SHARED);

        Files.write(archive, Arrays.copyOf(Files.readAllBytes(archive), 10_000));
        assertThat(main(java))
                .describedAs("an archive cut off, of which Java 17 dies")
                .doesNotContain(SHARED);
        assertThat(archive).describedAs("made anew by the next start").doesNotExist();
    }

    /** Where the first of our classes comes from: what Java says of it. */
    private String main(Path java) throws Exception {
        Path log = home.resolve("classes.log");
        Files.deleteIfExists(log);
        try (Program version = start(java, "-Xlog:class+load:file=" + log, "version")) {
            assertThat(version.exitCode()).describedAs(version.output()).isZero();
            assertThat(version.output()).startsWith("feedwarden 0.1.0 (Java ");
        }
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.contains(" dev.feedwarden.supervisor.cli.Main "))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path archive(String kind) throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(".cache/feedwarden"))) {
            List<Path> found =
                    files.filter(file -> file.toString().endsWith(kind)).toList();
            assertThat(found).hasSize(1);
            return found.get(0);
        }
    }

    /** Starts it as somebody who owns nothing there. */
    private Program start(Path java, String options, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (root()) {
            command.addAll(List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"));
        }
        command.addAll(List.of("env", "-u", "XDG_CACHE_HOME", "-u", "XDG_STATE_HOME", "-u", "FEEDWARDEN_LAUNCH"));
        command.add(link.toString());
        command.addAll(List.of(arguments));
        return Program.command(
                Map.of("JAVA_HOME", java.toString(), "HOME", home.toString(), "FEEDWARDEN_JAVA_OPTS", options),
                command);
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private void writable(boolean wanted) throws IOException {
        try (Stream<Path> files = Files.walk(installed)) {
            for (Path file : files.toList()) {
                boolean opened = Files.isDirectory(file) || file.endsWith("bin/feedwarden");
                Files.setPosixFilePermissions(
                        file,
                        PosixFilePermissions.fromString((wanted ? "rw" : "r-") + (opened ? "xr-xr-x" : "-r--r--")));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
    }
}
