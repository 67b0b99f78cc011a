package dev.feedwarden.rules.read;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The words that stand for one of a few things. */
final class Words {

    /** The levels that a person can name. */
    static final Map<String, Level> LEVELS = levels();

    private Words() {}

    /** A severity; null where there is none or it is wrong. */
    static @Nullable Severity severity(@Nullable Scalar word, Problems problems) {
        if (word == null) {
            return null;
        }
        for (Severity severity : Severity.values()) {
            if (severity.word().equals(word.text())) {
                return severity;
            }
        }
        List<String> known =
                Arrays.stream(Severity.values()).map(Severity::word).toList();
        problems.unknown("severity", word, known);
        return null;
    }

    private static Map<String, Level> levels() {
        Map<String, Level> levels = new LinkedHashMap<>();
        List.of(Level.GREEN, Level.YELLOW, Level.RED).forEach(level -> levels.put(level.word(), level));
        return Collections.unmodifiableMap(levels);
    }
}
