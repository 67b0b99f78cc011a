package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Reading;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
 * a rule judges its feed's streams one by one; at most {@value #MOST_STREAMS} streams a feed, the rest is counted. A check wants
 * nothing: what it looks at, such as a container, is judged from its first reading on, within the same limit.
 */
final class Subjects {

    static final int MOST_STREAMS = 5_000;

    /** 1 when a subject begins to be judged, 0 when it ends: kept for the next process, and judged by no rule. */
    static final String JUDGED = "subject.judged";

    private static final String OF_SINKS = "sink.";
    private static final Logger LOG = LoggerFactory.getLogger(Subjects.class);

    private final LiveEngine engine;
    private final Consumer<Reading> keep;
    private final Map<String, Instant> since = new HashMap<>();
    private final Map<String, Declared> declared = new LinkedHashMap<>();
    private final Map<String, String> plugins = new HashMap<>();
    private final Set<String> sinks = new HashSet<>();
    private final Set<String> checks = new HashSet<>();
    private final Map<String, Set<String>> streams = new HashMap<>();
    private final Map<String, Integer> beyond = new HashMap<>();
    private final Map<String, Event.StreamsWanted> wanted = new HashMap<>();
    private final List<String> watched;
    private List<Rule> dormant = List.of();
    private volatile int unjudged;

    /**
     * Begins with nobody.
     *
     * @param past the newest reading of {@link #JUDGED} of every subject that an earlier process knew
     * @param keep takes the readings of it that are to be kept
     */
    Subjects(
            LiveEngine engine,
            RuleSet rules,
            List<Watched> watched,
            List<Reading> past,
            Consumer<Reading> keep,
            Meters meters) {
        this.engine = engine;
        this.keep = keep;
        past.stream().filter(each -> each.value() > 0).forEach(each -> since.put(each.subject(), each.time()));
        plugins.put(CoreMetrics.SELF, CoreMetrics.SELF);
        for (Watched one : watched) {
            plugins.put(one.id(), one.plugin());
            if (one.kind() == Kind.SINK) {
                sinks.add(one.id());
            }
            if (one.kind() == Kind.CHECK) {
                checks.add(one.id());
            }
        }
        this.watched = watched.stream()
                .filter(one -> one.kind() != Kind.SINK)
                .map(Watched::id)
                .toList();
        rule(rules);
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
        plugins.forEach((id, plugin) -> declare(id, plugin, now));
        Set<String> streamsKnown = new LinkedHashSet<>(known);
        since.keySet().stream().sorted().forEach(streamsKnown::add);
        for (String subject : streamsKnown) {
            String feed = Trouble.instanceOf(subject);
            @Nullable Set<String> judged = streams.get(feed);
            if (judged != null && !subject.equals(feed)) {
                declareStream(judged, feed, subject, now);
            }
        }
    }

    /** Everybody who is judged now. */
    List<Declared> declared() {
        return List.copyOf(declared.values());
    }

    /** Since when a subject is judged; null for one that is not. */
    @Nullable
    Instant since(String subject) {
        @Nullable Declared found = declared.get(subject);
        return found == null ? null : found.since();
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
        wanted.put(feed, event);
        @Nullable Set<String> judged = streams.get(feed);
        if (judged == null) {
            return;
        }
        Set<String> subjects = new LinkedHashSet<>();
        event.streams().forEach(stream -> subjects.add(feed + "/" + stream));
        Set<String> gone = new LinkedHashSet<>(judged);
        gone.removeAll(subjects);
        if (!gone.isEmpty()) {
            leaving.accept(gone);
            gone.forEach(subject -> retire(subject, now));
            judged.removeAll(gone);
        }
        subjects.forEach(subject -> declareStream(judged, feed, subject, now));
        count(feed, subjects.size() - judged.size());
    }

    /** A reading has come, and is about to be judged. Parts of a part, such as the patterns of a log, are not judged. */
    void heard(String subject, Instant now) {
        String check = Trouble.instanceOf(subject);
        @Nullable Set<String> judged = streams.get(check);
        boolean part = subject.length() > check.length() && subject.indexOf('/', check.length() + 1) < 0;
        if (judged != null && part && checks.contains(check)) {
            declareStream(judged, check, subject, now);
        }
    }

    /** Other rules are in force, and another engine judges: streams that are judged from now on are declared to it. */
    void reload(RuleSet rules, Instant now) {
        Set<String> before = Set.copyOf(streams.keySet());
        rule(rules);
        declared.values().forEach(engine::declare);
        streams.keySet().stream()
                .filter(feed -> !before.contains(feed) && wanted.containsKey(feed))
                .map(wanted::get)
                .forEach(event -> want(event, now, gone -> {}));
    }

    private void rule(RuleSet rules) {
        for (String id : watched) {
            if (rules.rules().stream().anyMatch(rule -> concernsStreams(rule, id))) {
                streams.putIfAbsent(id, new LinkedHashSet<>());
            }
        }
        dormant = rules.rules().stream()
                .filter(rule -> plugins.keySet().stream().noneMatch(id -> concerns(rule, id)))
                .toList();
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
            declare(subject, plugins.getOrDefault(feed, ""), now);
        }
    }

    private void declare(String subject, String plugin, Instant now) {
        @Nullable Instant before = since.remove(subject);
        String id = Trouble.instanceOf(subject);
        var added = new Declared(
                subject, plugin, rule -> !subject.equals(id) || reported(rule, id), before == null ? now : before);
        declared.put(subject, added);
        engine.declare(added);
        if (before == null) {
            keep.accept(new Reading(JUDGED, subject, 1, now));
        }
    }

    private void retire(String subject, Instant now) {
        engine.retire(subject, now);
        declared.remove(subject);
        keep.accept(new Reading(JUDGED, subject, 0, now));
    }

    private void count(String feed, int tooMany) {
        @Nullable Integer before = beyond.put(feed, tooMany);
        if (tooMany > 0 && (before == null || before == 0)) {
            LOG.warn("event=streams-unjudged feed={} streams={} most={}", feed, tooMany, MOST_STREAMS);
        }
        unjudged = beyond.values().stream().mapToInt(Integer::intValue).sum();
    }
}
