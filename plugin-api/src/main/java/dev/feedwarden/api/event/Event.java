package dev.feedwarden.api.event;

import dev.feedwarden.api.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fact on the control plane. The family is closed: a plugin reports new metrics, never new kinds of event. Events
 * cross the event bus by reference, on the address {@code facts}.
 */
public sealed interface Event {

    /** The id of the instance, or of the plugin, that it is about. */
    String source();

    Instant time();

    /** Calls the case that fits. */
    <R> R match(Cases<R> cases);

    /** One function for each kind of event, so that a new kind without a case does not compile. */
    interface Cases<R> {
        R connected(Connected event);

        R disconnected(Disconnected event);

        R attemptFailed(AttemptFailed event);

        R faulted(Faulted event);

        R refused(Refused event);

        R venueChanged(VenueChanged event);

        R streamsWanted(StreamsWanted event);

        R sampled(Sampled event);

        R measured(Measured event);

        R pluginChanged(PluginChanged event);

        R actionFinished(ActionFinished event);
    }

    /**
     * A connection of a feed is up.
     *
     * @param connection which of the feed's connections, from 0
     * @param endpoint where it leads
     * @param again whether this feed had this connection before: it counts as a reconnect
     */
    record Connected(String source, int connection, String endpoint, boolean again, Instant time) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.connected(this);
        }
    }

    /**
     * A connection of a feed that was up is gone.
     *
     * @param cause why
     * @param detail the close code and reason, or the error, in one line
     */
    record Disconnected(String source, int connection, FaultKind cause, String detail, Instant time) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.disconnected(this);
        }
    }

    /**
     * An attempt to connect failed.
     *
     * @param inARow how many have failed since the last one that did not
     * @param nextIn how long until the next
     */
    record AttemptFailed(String source, int connection, String detail, int inARow, Duration nextIn, Instant time)
            implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.attemptFailed(this);
        }
    }

    /** Something went wrong and was contained. */
    record Faulted(String source, FaultKind kind, String detail, Instant time) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.faulted(this);
        }
    }

    /** A venue refused streams. */
    record Refused(String source, List<String> streams, String reason, Instant time) implements Event {
        public Refused {
            streams = List.copyOf(streams);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.refused(this);
        }
    }

    /** The venue's own word on whether it serves us. */
    record VenueChanged(String source, VenueState state, String detail, Instant time) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.venueChanged(this);
        }
    }

    /**
     * A feed wants another set of streams than before. Says the whole set, so that nothing hangs on the one before it.
     *
     * @param streams every stream that is wanted from now on, each once
     */
    record StreamsWanted(String source, List<String> streams, Instant time) implements Event {
        public StreamsWanted {
            streams = List.copyOf(streams);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.streamsWanted(this);
        }
    }

    /**
     * What a feed did since its last sample, a few times a second.
     *
     * @param connections how many of its connections are up
     * @param wanted how many connections it wants
     * @param streams what each stream with ticks received; none is listed for zero
     * @param streamsWanted how many streams are subscribed or to be subscribed
     */
    record Sampled(
            String source, int connections, int wanted, int streamsWanted, List<StreamSample> streams, Instant time)
            implements Event {
        public Sampled {
            streams = List.copyOf(streams);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.sampled(this);
        }
    }

    /**
     * What one stream received since the last sample.
     *
     * @param ticks how many, at least 1
     * @param lastTick when the last of them was received
     * @param lagMillis receive time less exchange time of the last tick, both by the venue's clock as far as it is known;
     *     may be negative
     */
    record StreamSample(String stream, int ticks, Instant lastTick, long lagMillis) {}

    /** Readings of declared metrics. */
    record Measured(String source, List<Reading> readings, Instant time) implements Event {
        public Measured {
            readings = List.copyOf(readings);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.measured(this);
        }
    }

    /**
     * A plugin was loaded, failed, blocked its loop, or left.
     *
     * @param state the plugin's state as {@code /api/plugins} shows it
     * @param detail the reason, if it is not well
     */
    record PluginChanged(
            String source, String state, @Nullable String detail, Instant time) implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.pluginChanged(this);
        }
    }

    /**
     * A recovery action ended.
     *
     * @param source the subject it was to repair
     * @param action its name
     * @param succeeded whether it was carried out; whether it helped is judged by the data that follows
     */
    record ActionFinished(String source, String action, boolean succeeded, String detail, Instant time)
            implements Event {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.actionFinished(this);
        }
    }
}
