package dev.feedwarden.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleSourcesTest {

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void of_nothingNamed_isTheShippedFiles() {
        assertThat(RuleSources.of(List.of(), problems))
                .extracting(RuleFile::name)
                .containsExactly(
                        "rules/deribit.yaml",
                        "rules/bybit.yaml",
                        "rules/ib.yaml",
                        "rules/infrastructure.yaml",
                        "rules/self.yaml");
    }

    @Test
    void of_fileWithAShippedName_takesItsPlace() throws IOException {
        Path own = Files.writeString(folder.resolve("deribit.yaml"), "version: 1\nrules: {}\n");
        Files.writeString(folder.resolve("notes.txt"), "not a rule file");

        assertThat(RuleSources.of(List.of(folder), problems))
                .extracting(RuleFile::name)
                .containsExactly(
                        "rules/bybit.yaml",
                        "rules/ib.yaml",
                        "rules/infrastructure.yaml",
                        "rules/self.yaml",
                        own.toString());
        assertThat(problems.list()).isEmpty();
    }

    @Test
    void of_fileThatIsNoText_isAProblem() throws IOException {
        Path own = Files.write(folder.resolve("mine.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe});

        RuleSources.of(List.of(own), problems);

        assertThat(problems.list()).hasSize(1);
    }
}
