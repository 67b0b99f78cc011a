package dev.feedwarden.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.supervisor.backup.BackupSettings;
import dev.feedwarden.supervisor.backup.BackupSettings.Secrets;
import dev.feedwarden.supervisor.backup.ConfigSource.Listing;
import dev.feedwarden.supervisor.backup.ConfigSource.NamedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The section {@code backup}, and which files a configuration consists of. */
class BackupSectionTest {

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void read_wholeSection_becomesSettings() throws IOException {
        BackupSettings read = read("""
                backup: {every: daily at 03:30, zone: Europe/Berlin, to: nas, keep: 3, passphrase: "${env:PASS}", secrets: true}
                """).backup();

        assertThat(problems.list()).isEmpty();
        assertThat(read.every()).hasToString("daily at 03:30 Europe/Berlin");
        assertThat(read.folder()).isEqualTo(folder.resolve("nas"));
        assertThat(read.keep()).isEqualTo(3);
        assertThat(Objects.requireNonNull(read.passphrase()).reveal()).isEqualTo("a long passphrase");
        assertThat(read.secrets()).isEqualTo(Secrets.INCLUDED);
    }

    @Test
    void read_noSection_isUsual() throws IOException {
        assertThat(read("data: var").backup()).isEqualTo(BackupSettings.usual(folder.resolve("var")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "every: hourly | backup.every: expected a time of day such as 'daily at 03:00', found 'hourly'",
                "every: daily at 03:00, zone: Berlin | backup.zone: expected a time zone such as Europe/Berlin, found Berlin",
                "keep: 0 | backup.keep: expected a whole number from 1 to 1000, found 0",
                "secrets: true | backup.secrets: expected a passphrase beside it, for secrets are put into encrypted backups only",
                "passphrase: '${env:SHORT}' | backup.passphrase: expected 16 characters or more, found fewer",
                "passphrase: written down here | found a value written in plain",
            })
    void read_wrong_isNamedAndTheSectionLeft(String section, String problem) throws IOException {
        BackupSettings read = read("backup: {" + section + "}").backup();

        assertThat(problems.list()).hasSize(1);
        assertThat(problems.list().get(0).toString()).contains(problem);
        assertThat(read).isEqualTo(BackupSettings.usual(folder.resolve("var")));
    }

    @Test
    void list_filesOfAConfiguration_leavesOutSecretsUnlessTheyAreAskedFor() throws IOException {
        Files.createDirectories(folder.resolve("mine"));
        Files.writeString(folder.resolve("mine/a.yaml"), "version: 1");
        Files.writeString(folder.resolve("mine/notes.txt"), "not a rule file");
        Files.createDirectories(folder.resolve("templates"));
        Files.writeString(folder.resolve("templates/mail.txt"), "{{headline}}");
        Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(folder.resolve("secrets/robot"), "a-token-of-thirty-two-characters");
        Path outside = Files.createTempFile("feedwarden-rules", ".yaml");
        Config config = read("""
                rules: [mine, %s]
                users: {robot: {token: "${file:secrets/robot}"}}
                """.formatted(outside));
        assertThat(problems.list()).isEmpty();

        Listing without = new ConfigFiles(config, Secrets.LEFT_OUT).list();
        assertThat(without.main()).isEqualTo("feedwarden.yaml");
        assertThat(without.files())
                .extracting(NamedFile::name)
                .containsExactly("feedwarden.yaml", "mine/a.yaml", "outside" + outside, "templates/mail.txt");
        assertThat(without.leftOut()).containsExactly("secrets/robot");
        Listing with = new ConfigFiles(config, Secrets.INCLUDED).list();
        assertThat(with.files()).extracting(NamedFile::name).contains("secrets/robot");
        assertThat(with.leftOut()).isEmpty();
        Files.delete(outside);
    }

    private Config read(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("feedwarden.yaml"), text);
        Surroundings surroundings =
                new Surroundings(Map.of("PASS", "a long passphrase", "SHORT", "short"), name -> "4711");
        return Objects.requireNonNull(ConfigReader.read(new Overrides(file, null, null), surroundings, problems));
    }
}
