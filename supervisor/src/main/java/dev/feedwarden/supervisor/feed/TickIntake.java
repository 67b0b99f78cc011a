package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.event.Event.StreamSample;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.supervisor.journal.Journal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The way of a tick from the protocol to the journal, in one turn: wanted, not a repeat, counted, offered. What the
 * journal does not take is only counted here: the journal itself tells of the gap.
 */
final class TickIntake {

    private final Journal journal;
    private final FeedCounters counters;
    private final VenueClock clock;
    private final Map<String, StreamTicks> streams = new HashMap<>();
    private final List<StreamTicks> touched = new ArrayList<>();

    /** @param clock by which the exchange's times are compared with ours */
    TickIntake(Journal journal, FeedCounters counters, VenueClock clock) {
        this.journal = journal;
        this.counters = counters;
        this.clock = clock;
    }

    /** Takes over the streams whose ticks are wanted from now on; what is known of others is forgotten. */
    void want(Set<String> wanted) {
        streams.keySet().retainAll(wanted);
        touched.removeIf(stream -> !wanted.contains(stream.stream()));
        for (String stream : wanted) {
            streams.computeIfAbsent(stream, StreamTicks::new);
        }
    }

    /** Takes a tick; false if nobody wants its instrument. */
    boolean accept(Tick tick) {
        StreamTicks stream = streams.get(tick.instrument());
        if (stream == null) {
            counters.unwanted();
            return false;
        }
        if (!stream.isNew(tick)) {
            counters.repeat();
            return true;
        }
        if (stream.count(tick, clock.offset())) {
            touched.add(stream);
        }
        counters.tick(stream.lagMillis());
        if (!journal.offer(tick)) {
            counters.refused();
        }
        return true;
    }

    /** What each stream with ticks received since the last call. */
    List<StreamSample> drain() {
        List<StreamSample> samples = touched.stream().map(StreamTicks::drain).toList();
        touched.clear();
        return samples;
    }
}
