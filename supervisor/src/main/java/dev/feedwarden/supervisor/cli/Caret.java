package dev.feedwarden.supervisor.cli;

import dev.feedwarden.rules.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Problems for a person: {@code file:line:column: what}, the line, and a caret under the place. A line that may hold a
 * secret is not shown: what is printed may end in somebody's log.
 */
final class Caret {

    private static final int SHOWN = 160;

    /** How messages end that keep what they found to themselves. */
    private static final Pattern WITHHOLDING =
            Pattern.compile("found (something else|another URI|a value written in plain)$");

    private static final Pattern URI_WITH_USER = Pattern.compile("://[^\\s'\",}]*@");

    private Caret() {}

    static void print(List<Problem> problems, PrintWriter to) {
        for (Problem problem : problems) {
            to.println(problem);
            if (isWithheld(problem, problems)) {
                continue;
            }
            line(problem).filter(line -> !URI_WITH_USER.matcher(line).find()).ifPresent(line -> {
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

    private static boolean isWithheld(Problem problem, List<Problem> problems) {
        return problems.stream()
                .anyMatch(other -> other.line() == problem.line()
                        && other.file().equals(problem.file())
                        && WITHHOLDING.matcher(other.what()).find());
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
