package dev.feedwarden.supervisor.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DropInFolderTest {

    @TempDir
    private Path home;

    private Path jar;
    private DropInFolder folder;

    @BeforeEach
    void open() throws IOException {
        jar = home.resolve("a.jar");
        folder = new DropInFolder(home);
    }

    @Test
    void look_newFile_isToldOnceAtTheSecondLook() throws IOException {
        Files.writeString(jar, "whole");

        assertThat(folder.look()).isEmpty();
        assertThat(folder.look()).containsExactly(jar);
        assertThat(folder.look()).isEmpty();
    }

    @Test
    void look_fileThatIsStillWritten_isNotTold() throws IOException {
        Files.writeString(jar, "a");
        for (int look = 0; look < 5; look++) {
            assertThat(folder.look()).isEmpty();
            Files.writeString(jar, "more", StandardOpenOption.APPEND);
        }
        assertThat(folder.look()).isEmpty();
        assertThat(folder.look()).containsExactly(jar);
    }

    @Test
    void look_sameSizeAndTimeButOtherBytes_isNotTold() throws IOException {
        FileTime time = FileTime.fromMillis(1_767_323_045_000L);
        Files.writeString(jar, "half");
        Files.setLastModifiedTime(jar, time);
        assertThat(folder.look()).isEmpty();
        Files.writeString(jar, "full");
        Files.setLastModifiedTime(jar, time);

        assertThat(folder.look()).isEmpty();
        assertThat(folder.look()).containsExactly(jar);
    }

    @Test
    void look_fileReplacedInTwoSteps_isToldOnceAsChanged() throws IOException {
        Files.writeString(jar, "one");
        assertThat(folder.takeAll()).containsExactly(jar);
        Files.delete(jar);
        assertThat(folder.look()).isEmpty();
        Files.writeString(jar, "other");

        assertThat(folder.look()).isEmpty();
        assertThat(folder.look()).containsExactly(jar);
        assertThat(folder.look()).isEmpty();
    }

    @Test
    void look_fileGone_isToldAtTheSecondLook() throws IOException {
        Files.writeString(jar, "one");
        folder.takeAll();
        Files.delete(jar);

        assertThat(folder.look()).isEmpty();
        assertThat(folder.look()).containsExactly(jar);
        assertThat(folder.look()).isEmpty();
    }

    @Test
    void look_folderAbsent_tellsNothing() throws IOException {
        assertThat(new DropInFolder(home.resolve("nowhere")).look()).isEmpty();
    }

    @Test
    void takeAll_moreFilesThanTheLimit_takesTheLimit() throws IOException {
        for (int file = 0; file <= DropInFolder.MAX_FILES; file++) {
            Files.createFile(home.resolve(file + ".jar"));
        }
        Files.createFile(home.resolve("notes.txt"));

        assertThat(folder.takeAll()).hasSize(DropInFolder.MAX_FILES);
    }
}
