package dev.feedwarden.rules;

import java.util.Locale;

/** What a rule says of a subject, from the least to the worst. */
public enum Level {
    /** Nothing is known yet, or the rule does not apply now. */
    GREY,
    GREEN,
    YELLOW,
    RED;

    /** As YAML, JSON and the page write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The worse of the two. */
    public Level worse(Level other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
