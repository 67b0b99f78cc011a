package dev.feedwarden.supervisor.trial;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.measure.Measure;
import dev.feedwarden.supervisor.history.Samples;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rules over readings that were kept: when each would have fired, for how long, and how often a person would have been
 * told. The same judging as live; nothing is carried out. A subject is judged from its first reading on. Readings before
 * the span are taken too, as far as the longest window looks back, but what was over before the span is left out.
 */
public final class Backtest {

    private final Map<String, String> plugins;
    private final Instant from;
    private final Instant to;
    private final List<Rehearsed> rehearsed = new ArrayList<>();
    private final Set<String> metrics = new HashSet<>();
    private Duration lookBack = Duration.ZERO;
    private Instant moment = Instant.MIN;
    private long count;
    private @Nullable Curves curves;

    /**
     * @param plugins the type of the plugin by instance; an instance that is not in it counts as of the plugin of its name
     * @param from the first moment of the span
     * @param to the first moment after it
     */
    public Backtest(Map<String, String> plugins, Instant from, Instant to) {
        this.plugins = Map.copyOf(plugins);
        this.from = from;
        this.to = to;
    }

    /** Takes down besides what the rules of the first set measure. */
    public Backtest drawing(Curves into) {
        curves = into;
        return this;
    }

    /** Lets each rule set judge the same readings, which are gone through once. Blocks. */
    public List<Firings> run(List<RuleSet> sets, Samples samples) {
        for (RuleSet rules : sets) {
            rehearsed.add(new Rehearsed(rules, from));
            rules.rules().forEach(this::want);
        }
        samples.readings(from.minus(lookBack), to, metrics, this::take);
        draw(to.plusNanos(1));
        rehearsed.forEach(each -> each.end(moment, to));
        return rehearsed.stream().map(each -> each.firings(to)).toList();
    }

    /** How many readings were judged. */
    public long count() {
        return count;
    }

    private void want(Rule rule) {
        metrics.add(rule.metric());
        if (rule.measure().other() != null) {
            metrics.add(Objects.requireNonNull(rule.measure().other()).name());
        }
        Duration window = window(rule.measure());
        lookBack = window.compareTo(lookBack) > 0 ? window : lookBack;
    }

    private static Duration window(Measure measure) {
        Duration window = measure.window();
        return window == null ? Duration.ZERO : window;
    }

    private void draw(Instant before) {
        if (curves != null && !rehearsed.isEmpty()) {
            curves.draw(before, rehearsed.get(0));
        }
    }

    /** All readings of a moment come before time moves to it. */
    private void take(Reading reading) {
        if (reading.time().isAfter(moment)) {
            for (Rehearsed each : rehearsed) {
                each.advance(moment);
            }
            draw(reading.time());
            moment = reading.time();
        }
        String instance = Trouble.instanceOf(reading.subject());
        String plugin = plugins.getOrDefault(instance, instance);
        for (Rehearsed each : rehearsed) {
            each.take(reading, plugin);
        }
        count++;
    }
}
