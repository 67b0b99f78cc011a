package dev.feedwarden.supervisor.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Problem;
import dev.feedwarden.rules.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateReaderTest {

    @TempDir
    Path folder;

    private final Problems problems = new Problems();

    @BeforeEach
    void makeFolder() throws IOException {
        Files.createDirectory(folder.resolve(TemplateReader.FOLDER));
    }

    @Test
    void read_noFiles_isBuiltIn() {
        new TemplateReader(folder, problems).read();

        assertThat(problems.list()).isEmpty();
    }

    @Test
    void read_brokenTemplate_isAProblemWithFileAndLine() throws IOException {
        Path file = folder.resolve("templates/mail.html");
        Files.writeString(file, "<body>\n{{headline}}\n{{unknown}}\n</body>\n");

        new TemplateReader(folder, problems).read();

        assertThat(problems.list()).singleElement().satisfies(problem -> {
            assertThat(problem).extracting(Problem::file, Problem::line).containsExactly(file.toString(), 3);
            assertThat(problem.what()).contains("unknown placeholder 'unknown'; known are LEVEL");
        });
    }

    @Test
    void read_soundTemplate_isTaken() throws IOException {
        Files.writeString(folder.resolve("templates/mail.txt"), "{{LEVEL}} {{headline}}\n");

        new TemplateReader(folder, problems).read();

        assertThat(problems.list()).isEmpty();
    }
}
