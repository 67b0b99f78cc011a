package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.supervisor.plugin.PluginInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/** What each fact means for the rules. Keeps only which kinds of fault each feed has had. */
final class Readings implements Event.Cases<List<Reading>> {

    private final ToDoubleFunction<String> connectedShare;
    private final Predicate<String> streamsJudged;
    private final Map<String, Set<FaultKind>> known = new HashMap<>();

    /**
     * @param connectedShare of a feed: its connections that are up, of those wanted, with the fact at hand taken in
     * @param streamsJudged of a feed: whether any rule judges its streams one by one
     */
    Readings(ToDoubleFunction<String> connectedShare, Predicate<String> streamsJudged) {
        this.connectedShare = connectedShare;
        this.streamsJudged = streamsJudged;
    }

    @Override
    public List<Reading> connected(Event.Connected event) {
        List<Reading> readings = new ArrayList<>();
        readings.add(share(event));
        readings.add(of(CoreMetrics.FEED_ATTEMPTS_FAILED, event, 0));
        if (event.again()) {
            readings.add(of(CoreMetrics.FEED_RECONNECTS, event, 1));
        }
        return readings;
    }

    @Override
    public List<Reading> disconnected(Event.Disconnected event) {
        List<Reading> readings = error(event, event.cause());
        readings.add(share(event));
        return readings;
    }

    @Override
    public List<Reading> attemptFailed(Event.AttemptFailed event) {
        return List.of(
                of(CoreMetrics.FEED_ERRORS, event, 1), of(CoreMetrics.FEED_ATTEMPTS_FAILED, event, event.inARow()));
    }

    @Override
    public List<Reading> faulted(Event.Faulted event) {
        return error(event, event.kind());
    }

    @Override
    public List<Reading> refused(Event.Refused event) {
        int streams = event.streams().size();
        return streams == 0 ? List.of() : List.of(of(CoreMetrics.FEED_REFUSED, event, streams));
    }

    @Override
    public List<Reading> venueChanged(Event.VenueChanged event) {
        return List.of();
    }

    /** Which streams are judged is no reading. */
    @Override
    public List<Reading> streamsWanted(Event.StreamsWanted event) {
        return List.of();
    }

    @Override
    public List<Reading> sampled(Event.Sampled event) {
        List<Reading> readings = new ArrayList<>();
        readings.add(share(event));
        if (event.streams().isEmpty()) {
            return readings;
        }
        Event.StreamSample newest = event.streams().stream()
                .max(Comparator.comparing(Event.StreamSample::lastTick))
                .orElseThrow();
        long ticks =
                event.streams().stream().mapToLong(Event.StreamSample::ticks).sum();
        add(readings, event.source(), ticks, newest);
        if (streamsJudged.test(event.source())) {
            for (Event.StreamSample stream : event.streams()) {
                add(readings, event.source() + "/" + stream.stream(), stream.ticks(), stream);
            }
        }
        return readings;
    }

    @Override
    public List<Reading> measured(Event.Measured event) {
        return event.readings();
    }

    @Override
    public List<Reading> pluginChanged(Event.PluginChanged event) {
        return event.state().equalsIgnoreCase(PluginInfo.State.BLOCKED.name())
                ? List.of(new Reading(CoreMetrics.LOOP_BLOCKED.name(), CoreMetrics.SELF, 1, event.time()))
                : List.of();
    }

    /** Whether an action was carried out is no reading; whether it helped is one, and the ladder says so. */
    @Override
    public List<Reading> actionFinished(Event.ActionFinished event) {
        return List.of();
    }

    private List<Reading> error(Event event, FaultKind kind) {
        List<Reading> readings = new ArrayList<>();
        readings.add(of(CoreMetrics.FEED_ERRORS, event, 1));
        if (kind == FaultKind.GAP) {
            readings.add(of(CoreMetrics.FEED_GAPS, event, 1));
        }
        if (known.computeIfAbsent(event.source(), feed -> EnumSet.noneOf(FaultKind.class))
                .add(kind)) {
            readings.add(of(CoreMetrics.FEED_NEW_ERRORS, event, 1));
        }
        return readings;
    }

    private Reading share(Event event) {
        return of(CoreMetrics.FEED_CONNECTED, event, connectedShare.applyAsDouble(event.source()));
    }

    private static void add(List<Reading> readings, String subject, long ticks, Event.StreamSample newest) {
        Instant time = newest.lastTick();
        readings.add(new Reading(CoreMetrics.FEED_TICKS.name(), subject, ticks, time));
        readings.add(new Reading(CoreMetrics.FEED_LAG.name(), subject, newest.lagMillis() / 1000.0, time));
    }

    private static Reading of(Metric metric, Event event, double value) {
        return new Reading(metric.name(), event.source(), value, event.time());
    }
}
