package dev.feedwarden.plugin.bybit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.util.function.ToIntFunction;

/**
 * What the names of fields mean, remembered in the order in which they came. The next message has nearly always the same
 * names in the same order, so each is compared with the bytes of the expected one; only another one is looked up. The
 * order spans a whole message with all its objects. Whatever the order, the meanings are the same. Not safe for use by
 * several threads.
 */
final class FieldOrder {

    /** The object has no further field. */
    static final int END = -2;

    private static final int MOST_NAMES = 64;
    private static final int MOST_CHARS = 64;

    private final ToIntFunction<String> meaning;
    private final SerializedString[] names = new SerializedString[MOST_NAMES];
    private final int[] meanings = new int[MOST_NAMES];
    private int known;
    private int expected;

    /**
     * Knows no order yet.
     *
     * @param meaning what a name means, never {@link #END}; asked once for each name that is remembered
     */
    FieldOrder(ToIntFunction<String> meaning) {
        this.meaning = meaning;
    }

    /** A new message begins. */
    void restart() {
        expected = 0;
    }

    /** Moves the parser to the name of the object's next field, and says what it means, or {@link #END}. */
    int next(JsonParser parser) throws IOException {
        if (expected < known) {
            if (parser.nextFieldName(names[expected])) {
                return meanings[expected++];
            }
        } else {
            parser.nextToken();
        }
        return parser.currentToken() == JsonToken.FIELD_NAME ? unexpected(parser.currentName()) : END;
    }

    private int unexpected(String name) {
        for (int i = 0; i < known; i++) {
            if (names[i].getValue().equals(name)) {
                expected = i + 1;
                return meanings[i];
            }
        }
        int found = meaning.applyAsInt(name);
        if (known < MOST_NAMES && name.length() <= MOST_CHARS) {
            names[known] = new SerializedString(name);
            meanings[known] = found;
            known++;
            expected = known;
        }
        return found;
    }
}
