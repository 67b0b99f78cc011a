package dev.feedwarden.supervisor.feed;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What every feed can be asked to do to repair itself. */
public enum FeedAction {
    /** Closes and connects at once. */
    RECONNECT,
    /** Unsubscribes and subscribes anew. */
    RESTART_STREAMS,
    /** Throws everything away: new client, next endpoint, new connection. */
    RESET_CONNECTION;

    /** As ladders and the API write it: {@code restart-streams}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The action of a name; null for none. */
    public static @Nullable FeedAction of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    /** Every name. */
    public static List<String> words() {
        return Arrays.stream(values()).map(FeedAction::word).toList();
    }
}
