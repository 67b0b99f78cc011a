package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.Unit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what is odd but harmless, and reports the sums at most every 10 s; and how far the clocks differ. */
final class Tally {

    static final Metric ODD_VALUES = event(
            "bybit.odd_values", "Numeric fields of tickers that held something else than a number; taken as absent");
    static final Metric SKIPPED =
            event("bybit.instruments_skipped", "Listed instruments without a usable symbol or delivery time; left out");
    static final Metric OTHER_TOPICS = event("bybit.other_topics", "Messages of topics that were not asked for");
    static final Metric ORPHANS =
            event("bybit.deltas_without_snapshot", "Changes of a ticker whose whole was never sent; not used");
    static final Metric CLOCK_OFFSET = new Metric(
            "bybit.clock_offset", Metric.Kind.GAUGE, Unit.SECONDS, "How far the venue's clock is ahead of ours");
    static final List<Metric> METRICS = List.of(ODD_VALUES, SKIPPED, OTHER_TOPICS, ORPHANS, CLOCK_OFFSET);

    private static final Duration PACE = Duration.ofSeconds(10);

    private final Context context;
    private final Map<Metric, Integer> counts = new LinkedHashMap<>();
    private @Nullable Timer timer;

    Tally(Context context) {
        this.context = context;
    }

    void add(Metric metric, int number) {
        if (number == 0) {
            return;
        }
        if (counts.isEmpty()) {
            timer = context.timers().after(PACE, this::report);
        }
        counts.merge(metric, number, Integer::sum);
    }

    /** Reports how far the venue's clock is ahead of ours. */
    void clockOffset(Duration offset) {
        context.report(List.of(new Reading(
                CLOCK_OFFSET.name(),
                context.id(),
                offset.toNanos() / 1e9,
                context.timers().now())));
    }

    void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void report() {
        List<Reading> readings = counts.entrySet().stream()
                .map(count -> new Reading(
                        count.getKey().name(),
                        context.id(),
                        count.getValue(),
                        context.timers().now()))
                .toList();
        counts.clear();
        context.report(readings);
    }

    private static Metric event(String name, String about) {
        return new Metric(name, Metric.Kind.EVENT, Unit.NONE, about);
    }
}
