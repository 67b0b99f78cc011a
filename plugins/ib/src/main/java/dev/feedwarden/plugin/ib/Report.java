package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.feed.FeedContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reports how it stands every five seconds: the gateway, its link, each stream's data. */
final class Report {

    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final int MOST_FARMS = 50;

    private final FeedContext context;
    private final IbFeed feed;
    private final Map<Metric, Integer> counts = new LinkedHashMap<>();
    private final Set<String> farms = new HashSet<>();
    private @Nullable Timer timer;
    private long began;
    private long servedAt;

    Report(FeedContext context, IbFeed feed) {
        this.context = context;
        this.feed = feed;
    }

    void start() {
        began = context.timers().nanoTime();
        servedAt = began;
        timer = context.timers().every(EVERY, this::report);
    }

    void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    void add(Metric metric) {
        counts.merge(metric, 1, Integer::sum);
    }

    /** The gateway says that a farm is broken, or whole again; whether it had been broken. */
    boolean farm(String name, FarmState state) {
        if (state == FarmState.BROKEN && farms.size() < MOST_FARMS) {
            farms.add(name);
            return false;
        }
        return farms.remove(name);
    }

    /** A new connection knows of no broken farms. */
    void forgetFarms() {
        farms.clear();
    }

    private void report() {
        Instant time = context.timers().now();
        long now = context.timers().nanoTime();
        IbProtocol serving = feed.serving();
        if (serving != null) {
            servedAt = now;
        }
        var readings = new ArrayList<Reading>();
        add(readings, Gauges.NOT_READY, seconds(Duration.ofNanos(now - servedAt)), time);
        add(readings, Gauges.LINK, serving == null ? Double.NaN : feed.link().isDown() ? 0 : 1, time);
        add(readings, Gauges.LINK_DOWN, seconds(feed.link().downFor(time)), time);
        add(readings, Gauges.CONFLICT, feed.inConflict() ? 1 : 0, time);
        add(readings, Gauges.EXPIRED, feed.expiredContracts(), time);
        add(readings, Gauges.FARMS_BROKEN, farms.size(), time);
        add(
                readings,
                Gauges.CLIENT_ID_OFFSET,
                feed.clientIds().current() - feed.settings().clientId(),
                time);
        if (serving != null) {
            add(readings, Gauges.REFUSED, serving.count(Subscription::isRefused), time);
            add(readings, Gauges.DELAYED, serving.count(Subscription::delayed), time);
            add(readings, Gauges.WAITING, serving.waiting(), time);
        }
        streams(readings, time, now);
        counts.forEach((metric, count) -> add(readings, metric, count, time));
        counts.clear();
        context.report(readings);
    }

    private void streams(List<Reading> readings, Instant time, long now) {
        boolean excused = feed.link().isDown() || feed.inConflict();
        boolean due = false;
        boolean quotesDue = false;
        boolean flows = false;
        boolean mayFlow = false;
        for (String stream : feed.streams()) {
            String subject = context.id() + "/" + stream;
            Duration age = feed.dataAge(stream, began, now);
            boolean known = feed.knowsHours(feed.contract(stream));
            readings.add(reading(Gauges.DATA_AGE, subject, known ? seconds(age) : Double.NaN, time));
            readings.add(reading(Gauges.DATA_AGE_HOURS_UNKNOWN, subject, known ? 0 : seconds(age), time));
            boolean fresh = age.compareTo(patience(stream, known)) <= 0;
            if (feed.mayTrade(feed.contract(stream))) {
                due = true;
                quotesDue |= feed.kind(stream).isQuoted();
                flows |= fresh && (feed.kind(stream).isQuoted() || age.compareTo(EVERY) <= 0);
                mayFlow |= fresh;
            } else {
                fresh = true;
            }
            if (fresh || excused) {
                readings.add(reading(Gauges.ALIVE, subject, 1, time));
            }
        }
        if (excused || !due || (quotesDue ? flows : mayFlow)) {
            add(readings, Gauges.ALIVE, 1, time);
        }
    }

    /** Quotes come within a look; trades may be long apart, and so may anything while it may be closed. */
    private Duration patience(String stream, boolean known) {
        StreamKind kind = feed.kind(stream);
        if (!known) {
            return feed.settings().quietUnknown();
        }
        return kind.isQuoted() ? EVERY : feed.quietLimit(kind);
    }

    private void add(List<Reading> readings, Metric metric, double value, Instant time) {
        readings.add(reading(metric, context.id(), value, time));
    }

    private static Reading reading(Metric metric, String subject, double value, Instant time) {
        return new Reading(metric.name(), subject, value, time);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }

    /** What the gateway says of a farm. */
    enum FarmState {
        BROKEN,
        WHOLE
    }
}
