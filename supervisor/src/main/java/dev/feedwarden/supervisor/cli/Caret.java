package dev.feedwarden.supervisor.cli;

import dev.feedwarden.rules.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Problems for a person: {@code file:line:column: what}, the line, and a caret under the place. */
final class Caret {

    private static final int SHOWN = 160;

    private Caret() {}

    static void print(List<Problem> problems, PrintWriter to) {
        for (Problem problem : problems) {
            to.println(problem);
            line(problem).ifPresent(line -> {
                int[] letters = line.codePoints().toArray();
                int column = Math.min(problem.column() - 1, letters.length);
                int first = Math.max(0, column - SHOWN / 2);
                int last = Math.min(letters.length, first + SHOWN);
                to.println("    " + new String(letters, first, last - first));
                to.println("    " + blank(letters, first, column) + "^");
            });
        }
        to.flush();
    }

    /** Nothing where the file cannot be read, which then is a problem of its own, or comes with the program. */
    private static Optional<String> line(Problem problem) {
        try (Stream<String> lines = Files.lines(Path.of(problem.file()))) {
            return lines.skip(problem.line() - 1L).findFirst();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    /** Tabs stay, so that the caret stands where the person sees the place. */
    private static String blank(int[] letters, int from, int to) {
        StringBuilder blank = new StringBuilder();
        for (int i = from; i < to; i++) {
            blank.append(letters[i] == '\t' ? '\t' : ' ');
        }
        return blank.toString();
    }
}
