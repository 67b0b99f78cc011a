package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The archive that {@code mvn -Pdist package} makes, unpacked and run; skipped where this build has made none. */
class DistributionIT {

    private static final Path ARCHIVE = Path.of("target/feedwarden-0.1.0.tar.gz");

    @TempDir
    private Path folder;

    private Path unpacked;

    @BeforeEach
    void unpack() throws Exception {
        assumeThat(ARCHIVE)
                .describedAs("NOT TESTED: no archive; mvn -Pdist verify makes it")
                .exists();
        assertThat(shell("tar", "xzf", ARCHIVE.toString(), "-C", folder.toString()))
                .isEmpty();
        unpacked = folder.resolve("feedwarden-0.1.0");
    }

    @Test
    void archive_holdsOneFolderThatRuns() throws Exception {
        assertThat(names(folder)).containsExactly("feedwarden-0.1.0");
        assertThat(names(unpacked))
                .containsExactlyInAnyOrder(
                        "LICENSE",
                        "bin",
                        "conf",
                        "drill",
                        "lib",
                        "plugins",
                        "rules",
                        "sbom.json",
                        "sbom.xml",
                        "schema",
                        "systemd",
                        "tests");
        String launcher = unpacked.resolve("bin/feedwarden").toString();
        try (Program check = Program.command(Map.of("FEEDWARDEN_LAUNCH", "plain"), List.of(launcher, "check"))) {
            assertThat(check.exitCode()).describedAs(check.output()).isZero();
        }
        try (Program plugins = Program.command(Map.of("FEEDWARDEN_LAUNCH", "plain"), List.of(launcher, "plugins"))) {
            assertThat(plugins.exitCode()).describedAs(plugins.output()).isZero();
            assertThat(plugins.output()).contains("deribit", "postgres", "simulator");
        }
    }

    /** What would differ between two builds of the same sources: times, owners, order. */
    @Test
    void archive_hasOneTimeAndNoOwner() throws Exception {
        List<String> lines = shell("tar", "--utc", "--full-time", "--numeric-owner", "-tvzf", ARCHIVE.toString())
                .lines()
                .toList();

        assertThat(lines).hasSizeGreaterThan(50).allMatch(line -> line.contains(" 2026-11-21 00:00:00 "));
    }

    @Test
    void sbom_namesWhatIsShipped_alsoWhatIsInsideOfPlugins_andNoTestsLibrary() throws Exception {
        JsonObject sbom = new JsonObject(Files.readString(unpacked.resolve("sbom.json")));
        Set<String> components = sbom.getJsonArray("components").stream()
                .map(JsonObject.class::cast)
                .map(component -> component.getString("name"))
                .collect(Collectors.toSet());

        assertThat(sbom.getString("bomFormat")).isEqualTo("CycloneDX");
        assertThat(components)
                .contains(
                        "vertx-core",
                        "netty-transport-native-epoll",
                        "feedwarden-plugin-ib",
                        "vertx-pg-client",
                        "embedded-redis")
                .doesNotContain("junit-jupiter", "assertj-core", "archunit-junit5", "selenium");
        List<String> jars = new ArrayList<>(names(unpacked.resolve("lib")));
        jars.addAll(names(unpacked.resolve("plugins")));
        jars.addAll(names(unpacked.resolve("drill")));
        for (String jar : jars) {
            if (!jar.startsWith("feedwarden-drill-")) {
                assertThat(components).describedAs(jar).anyMatch(jar::startsWith);
            }
        }
        assertThat(Path.of("target/feedwarden-0.1.0-sbom.json")).hasSameTextualContentAs(unpacked.resolve("sbom.json"));
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static String shell(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).describedAs(output).isZero();
        return output;
    }
}
