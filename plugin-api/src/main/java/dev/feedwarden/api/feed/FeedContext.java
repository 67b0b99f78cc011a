package dev.feedwarden.api.feed;

import dev.feedwarden.api.Context;
import java.time.Instant;
import java.util.List;

/** The surroundings of a feed. */
public interface FeedContext extends Context {

    /**
     * Says which streams are wanted from now on. The supervisor compares the list with what is subscribed, spreads it
     * over connections, subscribes what is new and unsubscribes what has gone. A stream that has gone raises no alarm.
     */
    void want(List<Stream> streams);

    /** The venue's time: ours, corrected by what {@link Session#venueTime} last reported. */
    Instant venueNow();
}
