package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The numbers of one feed: as meters, and as the line that is logged once a minute. */
final class FeedCounters {

    private static final Logger log = LoggerFactory.getLogger(FeedCounters.class);

    private final String feed;
    private final Meters meters;
    private final Counter tickMeter;
    private final Counter repeatMeter;
    private final Counter unwantedMeter;
    private final Counter refusedMeter;
    private final Counter reconnectMeter;
    private final Counter retryMeter;
    private final Counter foldedMeter;
    private final Counter unkeptMeter;
    private final Meters.Registration connectionGauge;
    private final Meters.Registration streamGauge;
    private final List<Meters.Registration> strainGauges;
    private final Map<FaultKind, Long> errors = new EnumMap<>(FaultKind.class);
    private long ticks;
    private long repeats;
    private long reconnects;
    private volatile int connections;
    private volatile int streams;
    private volatile long lagMillis;
    private volatile Strain strain = new Strain(Breaker.State.CLOSED, 0, false, Duration.ZERO);

    FeedCounters(String feed, Meters meters) {
        this.feed = feed;
        this.meters = meters;
        tickMeter = meters.counter(Meter.FEED_TICKS, feed);
        repeatMeter = meters.counter(Meter.FEED_REPEATS, feed);
        unwantedMeter = meters.counter(Meter.FEED_UNWANTED, feed);
        refusedMeter = meters.counter(Meter.FEED_REFUSED_TICKS, feed);
        reconnectMeter = meters.counter(Meter.FEED_RECONNECTS, feed);
        retryMeter = meters.counter(Meter.FEED_SUBSCRIBE_RETRIES, feed);
        foldedMeter = meters.counter(Meter.FEED_FOLDED_FAULTS, feed);
        unkeptMeter = meters.counter(Meter.FEED_UNKEPT_MESSAGES, feed);
        connectionGauge = meters.gauge(Meter.FEED_CONNECTIONS, () -> connections, feed);
        streamGauge = meters.gauge(Meter.FEED_STREAMS, () -> streams, feed);
        strainGauges = List.of(
                meters.gauge(Meter.FEED_LAG, () -> lagMillis / 1000.0, feed),
                meters.gauge(Meter.FEED_BREAKER, () -> strain.breaker().value(), feed),
                meters.gauge(Meter.FEED_ATTEMPTS_FAILED, () -> strain.failedInARow(), feed),
                meters.gauge(Meter.FEED_STORM, () -> strain.storm() ? 1 : 0, feed),
                meters.gauge(Meter.FEED_PACE, () -> strain.pace().toMillis() / 1000.0, feed));
    }

    /** @param late how late it was, in milliseconds */
    void tick(long late) {
        lagMillis = late;
        ticks++;
        tickMeter.increment();
    }

    void repeat() {
        repeats++;
        repeatMeter.increment();
    }

    /** A tick of an instrument that nobody wants was dropped. */
    void unwanted() {
        unwantedMeter.increment();
    }

    /** The journal did not take a tick. */
    void refused() {
        refusedMeter.increment();
    }

    void reconnect() {
        reconnects++;
        reconnectMeter.increment();
    }

    void retried(int count) {
        retryMeter.increment(count);
    }

    void error(FaultKind kind) {
        errors.merge(kind, 1L, Long::sum);
        meters.counter(Meter.FEED_FAULTS, feed, word(kind)).increment();
    }

    /** A fault was counted but not reported, because there were too many. */
    void folded() {
        foldedMeter.increment();
    }

    /** No sample of a message was kept. */
    void unkept() {
        unkeptMeter.increment();
    }

    void strain(Strain now) {
        strain = now;
    }

    void state(int connectionsUp, int streamsWanted) {
        connections = connectionsUp;
        streams = streamsWanted;
    }

    /** Logs what happened since the last line. */
    void logStats() {
        var kinds = new StringBuilder();
        errors.forEach((kind, count) -> kinds.append(kinds.isEmpty() ? "" : ",")
                .append(word(kind))
                .append(':')
                .append(count));
        log.info(
                "STATS feed={} ticks={} repeats={} reconnects={} connections={} streams={} errors={}",
                feed,
                ticks,
                repeats,
                reconnects,
                connections,
                streams,
                kinds.isEmpty() ? "none" : kinds);
        ticks = 0;
        repeats = 0;
        reconnects = 0;
        errors.clear();
    }

    /** Takes the gauges out. */
    void close() {
        connectionGauge.remove();
        streamGauge.remove();
        strainGauges.forEach(Meters.Registration::remove);
    }

    private static String word(FaultKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
