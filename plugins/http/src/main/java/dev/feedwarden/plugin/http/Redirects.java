package dev.feedwarden.plugin.http;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where an answer sends whoever asked (RFC 9110, 15.4). Pure. */
final class Redirects {

    private static final Set<Integer> STATUSES = Set.of(301, 302, 303, 307, 308);

    private Redirects() {}

    /** The URL to ask instead; null if there is none, it is not of HTTP, or it would leave TLS. */
    static @Nullable URI next(URI asked, int status, @Nullable String location) {
        if (location == null || !STATUSES.contains(status)) {
            return null;
        }
        URI next;
        try {
            next = asked.resolve(location);
        } catch (IllegalArgumentException e) {
            // No URL: the answer stands as it is.
            return null;
        }
        boolean follows = "https".equals(next.getScheme())
                || ("http".equals(next.getScheme()) && "http".equals(asked.getScheme()));
        return follows && next.getHost() != null ? next : null;
    }
}
