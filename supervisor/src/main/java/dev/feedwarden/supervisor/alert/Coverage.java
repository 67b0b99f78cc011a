package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.recovery.Trouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which troubles are meant: by rule and subject, each with {@code *} for any characters. An instance stands for its streams
 * too. Immutable.
 */
public final class Coverage {

    /** The longest text of each. */
    public static final int LONGEST = 128;

    /** So many {@code *} in each at the most: matching takes longer with each. */
    public static final int MOST_STARS = 4;

    private final @Nullable Pattern rule;
    private final @Nullable Pattern subject;

    /**
     * Reads both.
     *
     * @param rule null for every rule
     * @param subject null for every subject
     * @throws IllegalArgumentException if one is longer than {@value #LONGEST} or has more than {@value #MOST_STARS} stars
     */
    public Coverage(@Nullable String rule, @Nullable String subject) {
        String wrong = wrong(rule, subject);
        if (wrong != null) {
            throw new IllegalArgumentException(wrong);
        }
        this.rule = pattern(rule);
        this.subject = pattern(subject);
    }

    /** What is wrong with two texts; null if they can be read. */
    public static @Nullable String wrong(@Nullable String rule, @Nullable String subject) {
        if (isWrong(rule)) {
            return expected("rule");
        }
        return isWrong(subject) ? expected("subject") : null;
    }

    public boolean covers(Trouble trouble) {
        return (rule == null || rule.matcher(trouble.rule()).matches())
                && (subject == null
                        || subject.matcher(trouble.subject()).matches()
                        || subject.matcher(Trouble.instanceOf(trouble.subject()))
                                .matches());
    }

    private static boolean isWrong(@Nullable String glob) {
        return glob != null
                && (glob.isEmpty()
                        || glob.length() > LONGEST
                        || glob.chars().filter(c -> c == '*').count() > MOST_STARS);
    }

    private static String expected(String where) {
        return where + ": expected 1 to " + LONGEST + " characters with at most " + MOST_STARS + " *";
    }

    private static @Nullable Pattern pattern(@Nullable String glob) {
        return glob == null
                ? null
                : Pattern.compile(
                        Stream.of(glob.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }
}
