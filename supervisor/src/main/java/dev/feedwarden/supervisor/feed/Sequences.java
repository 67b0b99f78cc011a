package dev.feedwarden.supervisor.feed;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last number of each stream of one connection, bounded by the streams it carries. */
final class Sequences {

    private final Map<String, Long> last = new HashMap<>();

    /** Takes a message's number; what is missing before it, in one line, or null for nothing. */
    @Nullable
    String take(String stream, long previous, long sequence) {
        Long before = last.put(stream, sequence);
        return before == null || sequence <= before || previous <= before
                ? null
                : stream + ": expected the message after number " + before + ", found number " + sequence
                        + " whose predecessor is " + previous;
    }
}
