package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Setting;
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
    RESET_CONNECTION,
    /** Closes every connection and makes none until it is resumed. Not remembered across a restart of the process. */
    PAUSE,
    /** Ends a pause. */
    RESUME;

    static final Setting STREAMS = Setting.optional(
            "streams", Setting.Type.TEXTS, null, "The streams to restart; all of the subject if there is none");
    static final Setting FOR = Setting.optional(
            "for", Setting.Type.DURATION, null, "How long it is paused; until it is resumed if there is none");

    /** As ladders and the API write it: {@code restart-streams}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What may be given to it. */
    public List<Setting> parameters() {
        return switch (this) {
            case RESTART_STREAMS -> List.of(STREAMS);
            case PAUSE -> List.of(FOR);
            case RECONNECT, RESET_CONNECTION, RESUME -> List.of();
        };
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
