package dev.feedwarden.api;

import org.jspecify.annotations.Nullable;

/**
 * A declared setting of a provider.
 *
 * @param name lower-case words with dashes or underscores, as written in the configuration
 * @param type what its value must be
 * @param required whether an entry without it is an error
 * @param fallback the value taken when it is absent, written as in the configuration; null for none
 * @param about one sentence for a person, with the unit and range
 * @param environment the environment variable that is taken when it is absent, before {@code fallback}; null for none. A
 *     secret may stand in the file that {@code NAME_FILE} names
 */
public record Setting(
        String name,
        Type type,
        boolean required,
        @Nullable Object fallback,
        String about,
        @Nullable String environment) {

    /** A setting that every entry must have. */
    public static Setting required(String name, Type type, String about) {
        return new Setting(name, type, true, null, about, null);
    }

    /** A setting that an entry may leave out. */
    public static Setting optional(String name, Type type, @Nullable Object fallback, String about) {
        return new Setting(name, type, false, fallback, about, null);
    }

    /** The same setting, which takes an environment variable where an entry leaves it out and the variable is set. */
    public Setting orEnvironment(String variable) {
        return new Setting(name, type, required, fallback, about, variable);
    }

    /** What a setting's value must be, and how it is written. */
    public enum Type {
        TEXT("text"),
        /** Text, or a list of texts; one text counts as a list of one. */
        TEXTS("a text or a list of texts"),
        INTEGER("a whole number"),
        NUMBER("a number"),
        FLAG("true or false"),
        /** {@code 250ms}, {@code 10s}, {@code 5m}, {@code 2h}, {@code 1d}. */
        DURATION("a duration such as 10s or 5m"),
        /** {@code 400MB}, {@code 64KiB}: 1000s and 1024s. */
        SIZE("a size such as 400MB or 64KiB"),
        /** An absolute URI, such as {@code wss://host/path}. */
        URI("an absolute URI"),
        /** Text that must come from {@code ${env:NAME}} or {@code ${file:path}} and is never shown. */
        SECRET("${env:NAME} or ${file:path}");

        private final String expected;

        Type(String expected) {
            this.expected = expected;
        }

        /** For error messages: what is expected. */
        public String expected() {
            return expected;
        }
    }
}
