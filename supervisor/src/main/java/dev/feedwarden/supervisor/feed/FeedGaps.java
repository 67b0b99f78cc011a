package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.supervisor.journal.GapReason;
import dev.feedwarden.supervisor.journal.GapRecorder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * When one feed has no data, by connection: from the last tick before a connection was lost to the first one after. A
 * stream that is silent while its connection is up is no gap. Lives on the event loop of its site.
 */
final class FeedGaps {

    private final String feed;
    private final GapRecorder recorder;
    private final Timers timers;
    private final Instant begun;
    private final TreeMap<Integer, Line> lines = new TreeMap<>();
    private VenueState venue = VenueState.OPEN;
    private boolean flowed;
    private long lastMicros;

    FeedGaps(String feed, GapRecorder recorder, Timers timers) {
        this.feed = feed;
        this.recorder = recorder;
        this.timers = timers;
        begun = timers.now();
    }

    /** A tick of a wanted stream came. */
    void tick(int connection, Tick tick) {
        Line line = line(connection);
        line.lastMicros = tick.receivedMicros();
        lastMicros = line.lastMicros;
        if (line.open) {
            line.open = false;
            recorder.closed(feed, connection, time(lastMicros));
        }
        if (!flowed) {
            flowed = true;
            recorder.closed(feed, GapRecorder.WHOLE, time(lastMicros));
        }
    }

    /** A connection is gone, or an attempt to make one has failed. */
    void lost(int connection, FaultKind cause) {
        open(connection, line(connection), reason(cause));
    }

    /** A connection is not wanted any more. */
    void left(int connection) {
        Line line = lines.remove(connection);
        if (line != null && line.open) {
            recorder.closed(feed, connection, timers.now());
        }
    }

    /** What the venue says of itself: it may keep data from us though the connection is up. */
    void venue(VenueState state) {
        venue = state;
        GapReason said = said();
        if (said != null) {
            lines.forEach((connection, line) -> open(connection, line, said));
        }
    }

    /** The plugin says that data is missing. */
    void reported() {
        recorder.reported(feed, flowed ? time(lastMicros) : begun, timers.now());
    }

    /** The feed is ended in order. */
    void stopped() {
        recorder.opened(feed, GapRecorder.WHOLE, flowed ? time(lastMicros) : begun, GapReason.STOPPED);
        flowed = false;
    }

    private void open(int connection, Line line, GapReason reason) {
        if (!line.open) {
            line.open = true;
            recorder.opened(feed, connection, line.lastMicros == 0 ? line.begun : time(line.lastMicros), reason);
        }
    }

    private GapReason reason(FaultKind cause) {
        GapReason said = said();
        if (said != null) {
            return said;
        }
        return switch (cause) {
            case CONNECT -> GapReason.REFUSED;
            case MAINTENANCE -> GapReason.MAINTENANCE;
            case SESSION_CONFLICT -> GapReason.SESSION_CONFLICT;
            default -> GapReason.CONNECTION_LOST;
        };
    }

    private @Nullable GapReason said() {
        return switch (venue) {
            case MAINTENANCE -> GapReason.MAINTENANCE;
            case SESSION_CONFLICT -> GapReason.SESSION_CONFLICT;
            case BLOCKED -> GapReason.REFUSED;
            case OPEN, LOCKED, MISCONFIGURED, PAUSED -> null;
        };
    }

    private Line line(int connection) {
        return lines.computeIfAbsent(connection, absent -> new Line(timers.now()));
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    private static final class Line {
        private final Instant begun;
        private long lastMicros;
        private boolean open;

        private Line(Instant begun) {
            this.begun = begun;
        }
    }
}
