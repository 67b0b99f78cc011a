package dev.feedwarden.rules.trial;

import dev.feedwarden.api.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** Gives the readings of several series to a bench in the order of their times. */
final class Playback {

    private final Bench bench;
    private final Instant start;
    private final PriorityQueue<Cursor> cursors = new PriorityQueue<>(Comparator.comparing(cursor -> cursor.next));

    Playback(Bench bench, Instant start, List<Series> series) {
        this.bench = bench;
        this.start = start;
        series.stream().filter(each -> !each.runs().isEmpty()).map(Cursor::new).forEach(cursors::add);
    }

    /** Moves the bench on to a moment, with all readings up to it. */
    void until(Duration end) {
        for (Cursor first = cursors.peek(); first != null && first.next.compareTo(end) <= 0; first = cursors.peek()) {
            Duration moment = first.next;
            while (first != null && first.next.equals(moment)) {
                cursors.remove();
                bench.accept(first.reading(start));
                if (first.advance()) {
                    cursors.add(first);
                }
                first = cursors.peek();
            }
            bench.advance(start.plus(moment));
        }
        bench.advance(start.plus(end));
    }

    private static final class Cursor {

        private final Series series;
        private int run;
        private int index;
        private Duration next;

        private Cursor(Series series) {
            this.series = series;
            next = series.runs().get(0).from();
        }

        private Reading reading(Instant start) {
            double value = series.runs().get(run).value();
            return new Reading(series.metric(), series.subject(), value, start.plus(next));
        }

        private boolean advance() {
            index++;
            if (index == series.runs().get(run).count()) {
                index = 0;
                run++;
            }
            if (run == series.runs().size()) {
                return false;
            }
            next = series.runs().get(run).at(index);
            return true;
        }
    }
}
