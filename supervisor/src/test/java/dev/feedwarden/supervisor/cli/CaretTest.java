package dev.feedwarden.supervisor.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.rules.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CaretTest {

    @TempDir
    Path folder;

    @Test
    void print_problemOfAFile_hasItsLineAndACaretUnderThePlace() throws IOException {
        Path file = Files.writeString(folder.resolve("r.yaml"), "version: 1\nrules: {\tr: x}\n");

        assertThat(printed(new Problem(file.toString(), 2, 13, "expected a rule")))
                .containsExactly(file + ":2:13: expected a rule", "    rules: {\tr: x}", "            \t   ^");
    }

    @Test
    void print_placeFarInALongLine_showsWhatIsAroundIt() throws IOException {
        Path file = Files.writeString(folder.resolve("r.yaml"), "a".repeat(1_000) + "b" + "c".repeat(1_000));

        List<String> lines = printed(new Problem(file.toString(), 1, 1_001, "wrong"));
        assertThat(lines.get(1).charAt(lines.get(2).indexOf('^'))).isEqualTo('b');
        assertThat(lines.get(1)).hasSizeLessThan(200);
    }

    @Test
    void print_fileThatCannotBeRead_isTheProblemAlone() {
        assertThat(printed(new Problem("rules/deribit.yaml", 1, 1, "wrong")))
                .containsExactly("rules/deribit.yaml:1:1: wrong");
    }

    private static List<String> printed(Problem problem) {
        StringWriter text = new StringWriter();
        Caret.print(List.of(problem), new PrintWriter(text));
        return text.toString().lines().toList();
    }
}
