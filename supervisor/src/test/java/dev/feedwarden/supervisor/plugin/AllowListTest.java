package dev.feedwarden.supervisor.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class AllowListTest {

    @TempDir
    private Path home;

    @Test
    void read_withoutAFile_isNoList() throws Exception {
        assertThat(new AllowList(home).read()).isEmpty();
    }

    @Test
    void allow_aPlugin_addsItsLineOnceAndKeepsTheOthers() throws Exception {
        Path jar = new JarBuilder("guest", "1.2").listed("guest.Any").build(home.resolve("in/guest.jar"));
        Path dropIns = home.resolve("plugins");
        Files.createDirectories(dropIns);
        Files.writeString(dropIns.resolve("allowed"), "# mine\n" + "a".repeat(64) + "  other.jar  other 1.0\n");
        var list = new AllowList(dropIns);

        AllowList.Line line = list.allow(jar);
        list.allow(jar);

        assertThat(line.sha256()).isEqualTo(Stage.sha256Of(jar));
        assertThat(Files.readString(dropIns.resolve("allowed")))
                .isEqualTo("# mine\n" + "a".repeat(64) + "  other.jar  other 1.0\n" + line.sha256()
                        + "  guest.jar  guest 1.2\n");
        assertThat(list.read().orElseThrow()).containsExactlyInAnyOrder("a".repeat(64), line.sha256());
    }

    @Test
    void allow_whatIsNotAPlugin_isRefused() throws Exception {
        Path text = Files.writeString(home.resolve("notes.jar"), "not a JAR");

        assertThatThrownBy(() -> new AllowList(home).allow(text))
                .isInstanceOf(PluginFailure.class)
                .hasMessageContaining("is not a whole JAR");
        assertThat(home.resolve("allowed")).doesNotExist();
    }

    @Test
    void read_linesThatAreNoChecksums_areLeftOut() throws Exception {
        Files.writeString(home.resolve("allowed"), "b".repeat(63) + " x\nB\n\n" + "c".repeat(64) + "\n");

        assertThat(new AllowList(home).read().orElseThrow()).containsExactly("c".repeat(64));
    }
}
