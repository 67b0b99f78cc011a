package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.Threshold;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far back readings decide what a rule says now: its window and its holds, one after the other. Where an old reading can
 * decide for ever, as with bands, votes and flapping, it is {@link #MOST}.
 */
public final class Reach {

    /** No rule is given more: a window above this is watched anew by a new process. */
    public static final Duration MOST = Duration.ofHours(25);

    private static final Duration LEAST = Duration.ofMinutes(10);

    private Reach() {}

    /** How far back any rule looks; how long every reading is to be kept. */
    public static Duration of(RuleSet rules) {
        return byMetric(rules).values().stream().reduce(LEAST, Reach::longer);
    }

    /** How far back the rules look that take a metric's readings, by metric. */
    public static Map<String, Duration> byMetric(RuleSet rules) {
        Map<String, Duration> reaches = new HashMap<>();
        for (Rule rule : rules.rules()) {
            Duration reach = of(rule);
            reaches.merge(rule.metric(), reach, Reach::longer);
            @Nullable Metric other = rule.measure().other();
            if (other != null) {
                reaches.merge(other.name(), reach, Reach::longer);
            }
        }
        return reaches;
    }

    /** What is to be kept of readings: the metrics that the rules name, and since when whom is judged. */
    public static Map<String, Metric.Kind> kinds(RuleSet rules, Map<String, Metric> declared) {
        Map<String, Metric.Kind> kinds = new HashMap<>();
        byMetric(rules).keySet().forEach(name -> {
            @Nullable Metric metric = declared.get(name);
            kinds.put(name, metric == null ? Metric.Kind.GAUGE : metric.kind());
        });
        kinds.put(Subjects.JUDGED, Metric.Kind.GAUGE);
        return kinds;
    }

    static Duration of(Rule rule) {
        if (remembers(rule)) {
            return MOST;
        }
        Duration window = Optional.ofNullable(rule.measure().window()).orElse(Duration.ZERO);
        Duration holds = rule.holds().values().stream().reduce(Duration.ZERO, Duration::plus);
        Duration reach = LEAST.plus(window).plus(holds);
        return reach.compareTo(MOST) < 0 ? reach : MOST;
    }

    /** A flapping rule is well only after it was calm, a mail is told once until it is green: both can last. */
    private static boolean remembers(Rule rule) {
        var thresholds = rule.thresholds();
        return thresholds.mail() != null
                || rule.flap() != null
                || Stream.of(thresholds.yellow(), thresholds.red(), thresholds.info())
                        .filter(Objects::nonNull)
                        .anyMatch(Reach::remembers);
    }

    private static boolean remembers(Threshold threshold) {
        return threshold.leave() != null || threshold.votes() != null;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
