package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.event.Event;
import dev.feedwarden.supervisor.status.StatusBoard.StreamStatus;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The wanted streams of one feed and when each last had data. Of more than {@value #MOST} the rest is left out. */
final class LiveStreams {

    static final int MOST = Subjects.MOST_STREAMS;

    private static final StreamStatus SILENT = new StreamStatus(null, 0);

    private final Map<String, StreamStatus> streams = new HashMap<>();
    private @Nullable Map<String, StreamStatus> snapshot;

    void want(List<String> wanted) {
        List<String> shown = wanted.subList(0, Math.min(wanted.size(), MOST));
        streams.keySet().retainAll(Set.copyOf(shown));
        shown.forEach(stream -> streams.putIfAbsent(stream, SILENT));
        snapshot = null;
    }

    void take(Event.StreamSample sample) {
        if (streams.replace(sample.stream(), new StreamStatus(sample.lastTick(), sample.lagMillis())) != null) {
            snapshot = null;
        }
    }

    /** As they are now; made anew only if anything has changed. */
    Map<String, StreamStatus> snapshot() {
        if (snapshot == null) {
            snapshot = Collections.unmodifiableMap(new HashMap<>(streams));
        }
        return snapshot;
    }
}
