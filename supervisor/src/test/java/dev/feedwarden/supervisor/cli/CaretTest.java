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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "users.ada.password: expected a hash, found something else",
                "mail.password: expected ${env:NAME} or ${file:path}, found a value written in plain",
                "checks.db.uri: expected postgresql://user:password@host:port/database, found another URI"
            })
    void print_messageThatWithholds_withholdsTheLineFromAllProblemsOfIt(String what) throws IOException {
        Path file = Files.writeString(folder.resolve("r.yaml"), "mail: {password: hunter2, prt: 1}\n");
        Problem unknown = new Problem(file.toString(), 1, 27, "unknown key 'prt'");

        assertThat(printed(unknown, new Problem(file.toString(), 1, 18, what)))
                .containsExactly(file + ":1:27: unknown key 'prt'", file + ":1:18: " + what);
    }

    @Test
    void print_lineWithAUriThatNamesAUser_isWithheld() throws IOException {
        Path file = Files.writeString(folder.resolve("r.yaml"), "{uri: \"postgresql://me:hunter2@db/x\", prt: 1}\n");

        assertThat(printed(new Problem(file.toString(), 1, 39, "unknown key 'prt'")))
                .hasSize(1);
    }

    private static List<String> printed(Problem... problems) {
        StringWriter text = new StringWriter();
        Caret.print(List.of(problems), new PrintWriter(text));
        return text.toString().lines().toList();
    }
}
