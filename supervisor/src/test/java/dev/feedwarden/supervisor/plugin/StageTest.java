package dev.feedwarden.supervisor.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class StageTest {

    @TempDir
    private Path home;

    private Path work;
    private Stage stage;

    @BeforeEach
    void open() throws Exception {
        work = home.resolve("work");
        Files.createDirectories(work);
        Files.writeString(work.resolve("1-left.jar"), "from an earlier run");
        stage = new Stage(work);
    }

    @Test
    void copy_aPlugin_isADifferentFileEachTime() throws Exception {
        Path jar = plugin().requires(">=0.1.0").build(home.resolve("in/a.jar"));

        StagedJar one = stage.copy(jar);
        StagedJar other = stage.copy(jar);

        assertThat(one.path()).isNotEqualTo(other.path());
        assertThat(one.id()).isEqualTo("guest");
        assertThat(one.version()).isEqualTo("1.0");
        assertThat(one.requires()).isEqualTo(">=0.1.0");
        assertThat(one.extensions()).containsExactly("guest.Check_guest");
        assertThat(one.sha256()).isEqualTo(Stage.sha256Of(jar)).isEqualTo(other.sha256());
        assertThat(work.toFile().list()).hasSize(2);
        stage.discard(one);
        assertThat(work.toFile().list()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 10, 200, 4000})
    void copy_truncated_isRejectedAndLeavesNothing(int length) throws Exception {
        Path jar = plugin().entry("data", new byte[4000]).build(home.resolve("in/a.jar"));
        Files.write(jar, Arrays.copyOf(Files.readAllBytes(jar), length));

        assertThatThrownBy(() -> stage.copy(jar)).hasMessageContaining("is not a whole JAR");
        assertThat(work.toFile().list()).isEmpty();
    }

    @Test
    void copy_damagedInside_isRejected() throws Exception {
        byte[] noise = new byte[4000];
        new Random(7).nextBytes(noise);
        Path jar = plugin().entry("data", noise).build(home.resolve("in/a.jar"));
        byte[] bytes = Files.readAllBytes(jar);
        for (int i = bytes.length / 2; i < bytes.length / 2 + 40; i++) {
            bytes[i] ^= 0x55;
        }
        Files.write(jar, bytes);

        assertThatThrownBy(() -> stage.copy(jar)).hasMessageContaining("is not a whole JAR");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "a/../../evil", "/etc/evil", "a\\..\\evil", "c:evil"})
    void copy_entryOutsideItsFolder_isRejected(String name) throws Exception {
        Path jar = plugin().entry(name, new byte[1]).build(home.resolve("in/a.jar"));

        assertThatThrownBy(() -> stage.copy(jar)).hasMessageContaining("outside its folder: " + name);
    }

    @Test
    void copy_largerThanTheLimit_isRejected() throws Exception {
        Path jar = home.resolve("large.jar");
        try (var file = new RandomAccessFile(jar.toFile(), "rw")) {
            file.setLength(Stage.MAX_BYTES + 1);
        }

        assertThatThrownBy(() -> stage.copy(jar)).hasMessage("is larger than 50 MB");
        assertThat(work.toFile().list()).isEmpty();
    }

    @Test
    void copy_moreEntriesThanTheLimit_isRejected() throws Exception {
        JarBuilder many = plugin();
        for (int entry = 0; entry <= JarCheck.MAX_ENTRIES; entry++) {
            many.entry("e" + entry, new byte[0]);
        }
        Path jar = many.build(home.resolve("in/a.jar"));

        assertThatThrownBy(() -> stage.copy(jar)).hasMessageContaining("entries, more than 20000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Big", "../x", "a b"})
    void copy_badId_isRejected(String id) throws Exception {
        Path jar = plugin().attribute("Plugin-Id", id).build(home.resolve("in/a.jar"));

        assertThatThrownBy(() -> stage.copy(jar)).hasMessageContaining("Plugin-Id in its manifest must be like");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Class-Path", "class-path", "Boot-Class-Path", "Launcher-Agent-Class", "Agent-Class"})
    void copy_manifestThatReachesBeyondTheFile_isRejected(String name) throws Exception {
        Path jar = plugin().attribute(name, "other.jar").build(home.resolve("in/a.jar"));

        assertThatThrownBy(() -> stage.copy(jar))
                .hasMessageContaining("reaches beyond its own file")
                .hasMessageContaining("found 'other.jar'");
        assertThat(work.toFile().list()).isEmpty();
    }

    @Test
    void copy_indexOfFurtherJars_isRejected() throws Exception {
        Path jar = plugin().entry("META-INF/INDEX.LIST", new byte[1]).build(home.resolve("in/a.jar"));

        assertThatThrownBy(() -> stage.copy(jar)).hasMessageContaining("reaches beyond its own file");
    }

    private static JarBuilder plugin() {
        return new JarBuilder("guest", "1.0").listed("guest.Check_guest");
    }
}
