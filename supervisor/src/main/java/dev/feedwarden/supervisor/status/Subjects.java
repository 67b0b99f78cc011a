package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.event.Event;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom the rules judge: the supervisor itself, every feed, check and sink from the start, and a stream while it is wanted, where
 * a rule judges its feed's streams one by one; at most {@value #MOST_STREAMS} streams a feed, the rest is counted.
 */
final class Subjects {

    static final int MOST_STREAMS = 5_000;

    private static final String OF_SINKS = "sink.";
    private static final Logger LOG = LoggerFactory.getLogger(Subjects.class);

    private final RuleEngine engine;
    private final Map<String, String> plugins = new HashMap<>();
    private final Set<String> sinks = new HashSet<>();
    private final Map<String, Set<String>> streams = new HashMap<>();
    private final Map<String, Integer> beyond = new HashMap<>();
    private final List<Rule> dormant;
    private volatile int unjudged;

    Subjects(RuleEngine engine, RuleSet rules, List<Watched> watched, Meters meters) {
        this.engine = engine;
        plugins.put(CoreMetrics.SELF, CoreMetrics.SELF);
        for (Watched one : watched) {
            plugins.put(one.id(), one.plugin());
            if (one.kind() == Kind.SINK) {
                sinks.add(one.id());
            } else if (rules.rules().stream().anyMatch(rule -> concernsStreams(rule, one.id()))) {
                streams.put(one.id(), new LinkedHashSet<>());
            }
        }
        dormant = rules.rules().stream()
                .filter(rule -> plugins.keySet().stream().noneMatch(id -> concerns(rule, id)))
                .toList();
        meters.gauge(Meter.STREAMS_UNJUDGED, this::unjudged);
    }

    /** The rules that concern nothing which is configured. */
    List<Rule> dormant() {
        return dormant;
    }

    /**
     * Declares everything that is known from the start.
     *
     * @param known subjects of which an earlier process knew, streams among them
     */
    void declare(List<String> known, Instant now) {
        plugins.forEach((id, plugin) -> engine.declare(id, plugin, rule -> reported(rule, id), now));
        for (String subject : known) {
            String feed = Trouble.instanceOf(subject);
            @Nullable Set<String> judged = streams.get(feed);
            if (judged != null && !subject.equals(feed)) {
                declareStream(judged, feed, subject, now);
            }
        }
    }

    /** Whether a feed's streams are judged one by one. */
    boolean streamsJudged(String feed) {
        return streams.containsKey(feed);
    }

    /** How many wanted streams are not judged because their feeds have too many. Safe from any thread. */
    int unjudged() {
        return unjudged;
    }

    /**
     * Judges the wanted streams of a feed from now on, and no others.
     *
     * @param leaving given the subjects that are wanted no more, while they are judged for the last time; not for none
     */
    void want(Event.StreamsWanted event, Instant now, Consumer<Set<String>> leaving) {
        String feed = event.source();
        @Nullable Set<String> judged = streams.get(feed);
        if (judged == null) {
            return;
        }
        Set<String> wanted = new LinkedHashSet<>();
        event.streams().forEach(stream -> wanted.add(feed + "/" + stream));
        Set<String> gone = new LinkedHashSet<>(judged);
        gone.removeAll(wanted);
        if (!gone.isEmpty()) {
            leaving.accept(gone);
            gone.forEach(subject -> engine.retire(subject, now));
            judged.removeAll(gone);
        }
        wanted.forEach(subject -> declareStream(judged, feed, subject, now));
        count(feed, wanted.size() - judged.size());
    }

    private boolean concerns(Rule rule, String id) {
        return (rule.concerns(id, plugins.getOrDefault(id, "")) && reported(rule, id)) || concernsStreams(rule, id);
    }

    /**
     * Whether a rule judges what an instance of this kind reports. A rule of a plugin's checks would never hear anything
     * of a sink of the same plugin, and silence can be red.
     */
    private boolean reported(Rule rule, String id) {
        return id.equals(CoreMetrics.SELF) || isOfSinks(rule.metric()) == sinks.contains(id);
    }

    /** Whether a metric is reported by sinks, and by nothing else of their plugins. */
    static boolean isOfSinks(String metric) {
        return metric.startsWith(OF_SINKS);
    }

    private boolean concernsStreams(Rule rule, String id) {
        return rule.concerns(id + "/stream", plugins.getOrDefault(id, ""));
    }

    private void declareStream(Set<String> judged, String feed, String subject, Instant now) {
        if (judged.size() < MOST_STREAMS && judged.add(subject)) {
            engine.declare(subject, plugins.getOrDefault(feed, ""), now);
        }
    }

    private void count(String feed, int tooMany) {
        @Nullable Integer before = beyond.put(feed, tooMany);
        if (tooMany > 0 && (before == null || before == 0)) {
            LOG.warn("event=streams-unjudged feed={} streams={} most={}", feed, tooMany, MOST_STREAMS);
        }
        unjudged = beyond.values().stream().mapToInt(Integer::intValue).sum();
    }
}
