package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.supervisor.status.StatusBoard.FeedDetail;
import dev.feedwarden.supervisor.status.StatusBoard.LadderStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of a feed from its facts alone, before any rule has judged it. Times are steady ones. */
final class LiveFeed {

    private static final List<String> BREAKER = List.of("closed", "half-open", "open");
    private static final Set<String> STRAIN =
            Set.of(CoreMetrics.FEED_BREAKER.name(), CoreMetrics.FEED_STORM.name(), CoreMetrics.FEED_PACE.name());

    private final Duration flowLimit;
    private final SteadyClock clock;
    private final SlidingCount ticks = new SlidingCount(Duration.ofMinutes(1));
    private final SlidingCount reconnects = new SlidingCount(Duration.ofHours(1));
    private final SlidingCount errors = new SlidingCount(Duration.ofHours(1));
    private int up;
    private int wanted = 1;
    private int streams;
    private @Nullable Instant lastTick;
    private VenueState venue = VenueState.OPEN;
    private final LiveStreams each = new LiveStreams();
    private final Map<String, Double> strain = new HashMap<>();
    private long gaps;

    /** @param flowLimit data counts as flowing while the last tick is no older */
    LiveFeed(Duration flowLimit, SteadyClock clock) {
        this.flowLimit = flowLimit;
        this.clock = clock;
    }

    void take(Event event, Instant now) {
        if (event instanceof Event.Connected connected) {
            wanted = Math.max(wanted, connected.connection() + 1);
            up = Math.min(up + 1, wanted);
            reconnects.add(connected.again() ? 1 : 0, now);
        } else if (event instanceof Event.Disconnected) {
            up = Math.max(up - 1, 0);
            errors.add(1, now);
        } else if (event instanceof Event.AttemptFailed) {
            errors.add(1, now);
        } else if (event instanceof Event.Faulted fault) {
            errors.add(1, now);
            gaps += fault.kind() == FaultKind.GAP ? 1 : 0;
        } else if (event instanceof Event.StreamsWanted wanting) {
            each.want(wanting.streams());
        } else if (event instanceof Event.Measured measured) {
            measured.readings().stream()
                    .filter(reading -> STRAIN.contains(reading.metric()))
                    .forEach(reading -> strain.put(reading.metric(), reading.value()));
        } else if (event instanceof Event.VenueChanged changed) {
            venue = changed.state();
        } else if (event instanceof Event.Sampled sampled) {
            sample(sampled, now);
        }
    }

    double connectedShare() {
        return (double) up / wanted;
    }

    int connections() {
        return up;
    }

    int connectionsWanted() {
        return wanted;
    }

    int streams() {
        return streams;
    }

    @Nullable
    Instant lastTick() {
        return lastTick;
    }

    VenueState venue() {
        return venue;
    }

    long ticksPerMinute(Instant now) {
        return ticks.total(now);
    }

    long reconnectsLastHour(Instant now) {
        return reconnects.total(now);
    }

    long errorsLastHour(Instant now) {
        return errors.total(now);
    }

    /** @param ladders those being climbed, by subject */
    FeedDetail detail(Map<String, LadderStatus> ladders) {
        return new FeedDetail(
                BREAKER.get(strain(CoreMetrics.FEED_BREAKER).intValue()),
                strain(CoreMetrics.FEED_STORM) > 0,
                strain(CoreMetrics.FEED_PACE),
                gaps,
                flowLimit,
                each.snapshot(),
                ladders);
    }

    private Double strain(Metric metric) {
        return strain.getOrDefault(metric.name(), 0.0);
    }

    boolean flowing(Instant now) {
        return venue == VenueState.OPEN && up > 0 && lastTick != null && !now.isAfter(lastTick.plus(flowLimit));
    }

    FeedState state(Instant now) {
        if (up == 0) {
            return FeedState.DISCONNECTED;
        }
        return up >= wanted && flowing(now) ? FeedState.HEALTHY : FeedState.DEGRADED;
    }

    private void sample(Event.Sampled sampled, Instant now) {
        wanted = Math.max(1, sampled.wanted());
        streams = sampled.streamsWanted();
        up = Math.min(sampled.connections(), wanted);
        for (Event.StreamSample stream : sampled.streams()) {
            ticks.add(stream.ticks(), now);
            each.take(stream);
            Instant time = clock.steady(stream.lastTick(), now);
            lastTick = lastTick == null || time.isAfter(lastTick) ? time : lastTick;
        }
    }
}
