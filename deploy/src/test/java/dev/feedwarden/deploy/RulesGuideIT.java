package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every example of the guide to rules is taken as it stands, and its test passes. */
final class RulesGuideIT {

    @TempDir
    private Path folder;

    @Test
    void examples_asTheyStand_areTakenAndPassTheirTest() throws Exception {
        Path rules = Files.createDirectories(folder.resolve("rules"));
        Path tests = Files.createDirectories(folder.resolve("tests"));
        int number = 0;
        for (String example : Pattern.compile("```yaml\\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of("docs", "rules.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```yaml\n".length(), block.length() - "```".length()))
                .toList()) {
            if (example.contains("\ntests:")) {
                Files.writeString(tests.resolve("mine.yaml"), example);
            } else {
                number++;
                Files.writeString(rules.resolve(number + ".yaml"), example);
                if (example.contains("my-reconnects:")) {
                    Files.writeString(
                            Files.createDirectories(folder.resolve("for-tests")).resolve("mine.yaml"), example);
                }
            }
        }
        assertThat(number).isGreaterThan(4);
        Path config = Files.writeString(
                folder.resolve("feedwarden.yaml"), "data: var\nrules: [rules]\nfeeds:\n  deribit: {plugin: deribit}\n");

        assertThat(run("check", "--config", config.toString())).contains("nothing is wrong");
        Files.delete(config);
        Files.move(rules, folder.resolve("checked"));
        Files.move(folder.resolve("for-tests"), rules);
        assertThat(run("test", tests.resolve("mine.yaml").toString())).contains("1 tests, 0 failed");
    }

    private static String run(String... arguments) throws Exception {
        try (Program program = Program.start(Map.of("FEEDWARDEN_LOG", "ERROR"), arguments)) {
            assertThat(program.exitCode()).describedAs(program.output()).isZero();
            return program.output();
        }
    }
}
