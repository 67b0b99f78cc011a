package dev.feedwarden.rules.trial;

import dev.feedwarden.rules.measure.TimeText;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The newest readings by a moment, for a person who wonders at a result. */
final class Tail {

    private static final int LENGTH = 5;

    private Tail() {}

    /** As {@code 9m 1}, oldest first. */
    static List<String> of(List<Series> series, String metric, String subject, Duration end) {
        List<Sample> newest = new ArrayList<>();
        for (Series each : series) {
            if (each.metric().equals(metric) && each.subject().equals(subject)) {
                each.runs().forEach(run -> take(run, end, newest));
            }
        }
        newest.sort(Comparator.comparing(Sample::at));
        return newest.subList(Math.max(0, newest.size() - LENGTH), newest.size()).stream()
                .map(Sample::text)
                .toList();
    }

    private static void take(Run run, Duration end, List<Sample> into) {
        if (run.from().compareTo(end) > 0) {
            return;
        }
        long reached = run.every().isZero() ? 0 : end.minus(run.from()).dividedBy(run.every());
        int last = (int) Math.min(reached, run.count() - 1);
        for (int i = Math.max(0, last - LENGTH + 1); i <= last; i++) {
            into.add(new Sample(run.at(i), run.value()));
        }
    }

    private record Sample(Duration at, double value) {

        private String text() {
            String number = Double.isFinite(value)
                    ? BigDecimal.valueOf(value).stripTrailingZeros().toPlainString()
                    : String.valueOf(value);
            return TimeText.print(at) + " " + number;
        }
    }
}
