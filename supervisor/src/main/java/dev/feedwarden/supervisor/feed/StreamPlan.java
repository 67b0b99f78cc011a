package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.feed.Stream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The streams a feed wants and the sessions that carry them; and whether the venue may be asked for them at all. */
final class StreamPlan {

    private final Shards shards;
    private Map<String, Stream> wanted = Map.of();
    private boolean halted;

    /** @param perSession how many streams one session carries at most */
    StreamPlan(int perSession) {
        shards = new Shards(perSession);
    }

    /** Takes over what is wanted from now on; whether that is another set than before. */
    boolean want(List<Stream> streams) {
        var next = new LinkedHashMap<String, Stream>();
        for (Stream stream : streams) {
            next.put(stream.id(), stream);
        }
        boolean changed = !next.keySet().equals(wanted.keySet());
        wanted = next;
        shards.want(next.keySet());
        return changed;
    }

    /** Whether a stream's time is over by the venue's clock, so that its absence is no fault. */
    boolean expired(String stream, Instant venueNow) {
        Stream known = wanted.get(stream);
        return known != null && known.expires() != null && !known.expires().isAfter(venueNow);
    }

    Set<String> streams() {
        return wanted.keySet();
    }

    List<Integer> sessions() {
        return shards.sessions();
    }

    Set<String> streams(int session) {
        return shards.streams(session);
    }

    @Nullable
    Integer session(String stream) {
        return shards.session(stream);
    }

    /** The venue has refused for good: nothing is asked until {@link #resume}. */
    void halt() {
        halted = true;
    }

    void resume() {
        halted = false;
    }

    boolean halted() {
        return halted;
    }
}
