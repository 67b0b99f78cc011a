package dev.feedwarden.api.feed;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.event.VenueState;
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

    /** Reports the venue's clock as just seen outside of a connection, as {@link Session#venueTime} does within one. */
    void venueTime(Instant time);

    /** Reports the venue's own word outside of a connection, as {@link Session#venue} does within one. */
    void venue(VenueState state, String detail);

    /** HTTP to the venue, for what its socket does not offer. */
    Http http();
}
