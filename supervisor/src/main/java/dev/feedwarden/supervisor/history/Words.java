package dev.feedwarden.supervisor.history;

import java.util.Locale;

/** Enum constants in the lower-case form that JSON and the page write. */
final class Words {

    private Words() {}

    static <E extends Enum<E>> E of(Class<E> type, String word) {
        return Enum.valueOf(type, word.toUpperCase(Locale.ROOT));
    }
}
