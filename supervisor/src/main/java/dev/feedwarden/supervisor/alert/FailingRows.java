package dev.feedwarden.supervisor.alert;

import java.util.HashMap;
import java.util.Map;

/**
 * Since when rows fail to be handed over, by their ids. Times are monotonic nanoseconds. Holds no more than the
 * {@link MailQueue}. For one thread.
 */
final class FailingRows {

    private final Map<String, Long> since = new HashMap<>();

    /** An attempt has failed; the first one counts. */
    void failed(String id, long when) {
        since.putIfAbsent(id, when);
    }

    /** It waits no more. */
    void settled(String id) {
        since.remove(id);
    }

    /** For how long the row that has failed for the longest has; negative if none has. */
    long longest(long now) {
        return since.values().stream().mapToLong(when -> now - when).max().orElse(-1);
    }
}
