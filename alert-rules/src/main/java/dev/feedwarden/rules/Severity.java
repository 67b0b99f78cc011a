package dev.feedwarden.rules;

import java.util.Locale;

/** How urgent it is for a person, from the least to the most. */
public enum Severity {
    INFO,
    WARNING,
    CRITICAL;

    /** As YAML and mails write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a level is where the rule does not say: red is critical, yellow a warning. */
    static Severity of(Level level) {
        return switch (level) {
            case RED -> CRITICAL;
            case YELLOW -> WARNING;
            case GREEN, GREY -> INFO;
        };
    }
}
