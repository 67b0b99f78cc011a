package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher in a checkout, with a Maven that only takes down how often it is called: what is built, and when nothing can be. */
class CheckoutIT {

    @TempDir
    private Path folder;

    private Path launcher;
    private Path builds;

    @BeforeEach
    void checkOut() throws IOException {
        Path deploy = Files.createDirectories(folder.resolve("checkout/deploy"));
        Files.createFile(folder.resolve("checkout/pom.xml"));
        launcher = Files.copy(Path.of("feedwarden"), deploy.resolve("feedwarden"));
        builds = folder.resolve("builds");
        program("mvn", """
            echo "$@" >>'%s'
            mkdir -p deploy/target/feedwarden
            [ -e deploy/target/feedwarden/lib ] || ln -s '%s' deploy/target/feedwarden/lib
            touch deploy/target/feedwarden/build-stamp
            """.formatted(builds, Path.of("target/feedwarden/lib").toAbsolutePath()));
    }

    @Test
    void severalAtOnce_buildOnce_andAgainOnlyOnceSomethingIsNewer() throws Exception {
        try (Program one = start(Map.of());
                Program other = start(Map.of())) {
            for (Program program : List.of(one, other)) {
                assertThat(program.exitCode()).describedAs(program.output()).isZero();
                assertThat(program.output()).contains("feedwarden 0.1.0 (Java ");
            }
        }
        assertThat(builds).hasContent("-q -DskipTests package");

        try (Program again = start(Map.of())) {
            assertThat(again.exitCode()).isZero();
            assertThat(again.output()).doesNotContain("building");
        }
        Files.setLastModifiedTime(
                folder.resolve("checkout/deploy/target/feedwarden/build-stamp"), FileTime.fromMillis(0));
        try (Program changed = start(Map.of())) {
            assertThat(changed.exitCode()).isZero();
            assertThat(changed.output()).contains("building");
        }
        assertThat(Files.readAllLines(builds)).hasSize(2);
    }

    @Test
    void buildFails_saysSoAndStartsNothing() throws Exception {
        program("mvn", "echo 'it does not compile' >&2; exit 1");
        try (Program program = start(Map.of())) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.output())
                    .contains("it does not compile", "feedwarden: the build failed; its messages are above");
        }
    }

    @Test
    void noFittingJava_saysWhatWasFound() throws Exception {
        Path old = program("java", "echo 'openjdk version \"11.0.2\" 2019-01-15' >&2");
        try (Program program = start(Map.of("JAVA_HOME", "/nowhere"))) {
            assertThat(program.exitCode()).isEqualTo(1);
            assertThat(program.output())
                    .isEqualTo("feedwarden: Java 17 or newer is needed, found: no program at /nowhere/bin/java; " + old
                            + " is 11.0.2");
        }
        assertThat(builds).doesNotExist();
    }

    private Program start(Map<String, String> environment) throws IOException {
        Map<String, String> all = new HashMap<>(environment);
        all.put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        return Program.command(all, List.of("env", "-u", "FEEDWARDEN_LAUNCH", launcher.toString(), "version"));
    }

    private Path program(String name, String script) throws IOException {
        Path file = Files.createDirectories(folder.resolve("bin")).resolve(name);
        Files.writeString(file, "#!/bin/sh\nset -eu\n" + script + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }
}
