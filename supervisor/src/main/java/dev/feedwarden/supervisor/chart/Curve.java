package dev.feedwarden.supervisor.chart;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.supervisor.history.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a rule measured of a subject, at even steps: the kept readings are measured again by the rule's own measure, so that
 * the values stand against its thresholds. It begins with the first reading: what nobody watched has no age. Immutable.
 */
record Curve(List<Instant> times, List<Double> values) {

    static final int STEPS = 120;

    /** What a rule measures of readings before the curve begins, so that its window is full. */
    private static final Duration MOST_BEFORE = Duration.ofHours(6);

    Curve {
        times = List.copyOf(times);
        values = List.copyOf(values);
    }

    /**
     * Measures. Blocks while it reads from disk.
     *
     * @param span how much of the past, to the left of {@code until}
     */
    static Curve of(Rule rule, String subject, Duration span, Instant until, Samples samples) {
        Rule alone = alone(rule);
        var engine = new RuleEngine(new RuleSet(List.of(alone), Map.of(), Map.of()));
        Instant from = until.minus(span);
        @Nullable Duration window = rule.measure().window();
        Instant begin = from.minus(window == null || window.compareTo(MOST_BEFORE) > 0 ? MOST_BEFORE : window);
        var drawing = new Drawing(engine, rule, subject, from, span.dividedBy(STEPS));
        Set<String> metrics = new HashSet<>(Set.of(rule.metric()));
        if (rule.measure().other() != null) {
            metrics.add(rule.measure().other().name());
        }
        samples.readings(begin, until, metrics, drawing::take);
        drawing.to(until);
        return new Curve(drawing.times, drawing.values);
    }

    private static Rule alone(Rule rule) {
        return new Rule(
                rule.id(),
                rule.about(),
                rule.metric(),
                rule.of(),
                rule.measure(),
                rule.thresholds(),
                Map.of(),
                null,
                List.of(),
                null,
                rule.severity(),
                null,
                rule.mail(),
                null,
                rule.place());
    }

    private static String plugin(Rule rule) {
        String of = rule.of().startsWith("plugin:") ? rule.of().substring("plugin:".length()) : rule.of();
        return of.endsWith("/*") ? of.substring(0, of.length() - 2) : of;
    }

    /** A curve while it grows. */
    private static final class Drawing {

        private final RuleEngine engine;
        private final Rule rule;
        private final String subject;
        private final Duration step;
        private final List<Instant> times = new ArrayList<>();
        private final List<Double> values = new ArrayList<>();
        private Instant next;
        private boolean begun;

        private Drawing(RuleEngine engine, Rule rule, String subject, Instant from, Duration step) {
            this.engine = engine;
            this.rule = rule;
            this.subject = subject;
            this.step = step;
            next = from;
        }

        private void take(Reading reading) {
            if (reading.subject().equals(subject)) {
                if (!begun) {
                    begun = true;
                    engine.declare(subject, plugin(rule), reading.time());
                    while (next.isBefore(reading.time())) {
                        next = next.plus(step);
                    }
                }
                to(reading.time());
                engine.accept(reading);
            }
        }

        private void to(Instant time) {
            while (begun && next.isBefore(time)) {
                engine.advance(next);
                @Nullable RuleState state = engine.state(rule.id(), subject);
                if (state != null && Double.isFinite(state.value())) {
                    times.add(next);
                    values.add(state.value());
                }
                next = next.plus(step);
            }
        }
    }
}
