package dev.feedwarden.api.feed;

import io.vertx.core.buffer.Buffer;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A host's whole answer.
 *
 * @param headers by lower-case name; of repeated ones the last
 */
public record HttpReply(int status, Map<String, String> headers, Buffer body) {

    /** A header, however its name is written; null where there is none. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }
}
