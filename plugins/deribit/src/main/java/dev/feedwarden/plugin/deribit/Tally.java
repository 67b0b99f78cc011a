package dev.feedwarden.plugin.deribit;

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

/** Counts what is odd but harmless, and reports the sums at most every 10 s. */
final class Tally {

    static final Metric ODD_VALUES = new Metric(
            "deribit.odd_values",
            Metric.Kind.EVENT,
            Unit.NONE,
            "Numeric fields of tickers that held something else than a number or null; taken as absent");
    static final Metric SKIPPED = new Metric(
            "deribit.instruments_skipped",
            Metric.Kind.EVENT,
            Unit.NONE,
            "Entries of discovery's answers without a usable name or expiry; left out");
    static final List<Metric> METRICS = List.of(ODD_VALUES, SKIPPED);

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
}
