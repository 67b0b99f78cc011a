package dev.feedwarden.supervisor.drill;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** What a program has written before it ended or was given up. */
final class Said {

    private static final int MOST_LINES = 6;
    private static final Pattern USUAL = Pattern.compile("^\\S+Z? (TRACE|DEBUG|INFO) .*");

    private Said() {}

    /** Its last lines that tell of trouble: problems, warnings and errors. Its very last ones where there are none. */
    static String why(Path log) throws IOException {
        List<String> all = Files.readAllLines(log);
        List<String> trouble =
                all.stream().filter(line -> !USUAL.matcher(line).matches()).toList();
        List<String> told = trouble.isEmpty() ? all : trouble;
        return String.join(" / ", told.subList(Math.max(0, told.size() - MOST_LINES), told.size()));
    }
}
