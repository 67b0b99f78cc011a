package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.event.Event;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whom the rules judge: the supervisor itself, every feed and check from the start, and a stream from its first tick on,
 * where a rule judges its feed's streams one by one; at most {@value #MOST_STREAMS} streams a feed.
 */
final class Subjects {

    static final int MOST_STREAMS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(Subjects.class);

    private final RuleEngine engine;
    private final Map<String, String> plugins = new HashMap<>();
    private final Map<String, Set<String>> streams = new HashMap<>();
    private final List<Rule> dormant;

    Subjects(RuleEngine engine, RuleSet rules, List<Watched> watched) {
        this.engine = engine;
        plugins.put(CoreMetrics.SELF, CoreMetrics.SELF);
        for (Watched one : watched) {
            plugins.put(one.id(), one.plugin());
            if (rules.rules().stream().anyMatch(rule -> concernsStreams(rule, one.id()))) {
                streams.put(one.id(), new HashSet<>());
            }
        }
        dormant = rules.rules().stream()
                .filter(rule -> plugins.keySet().stream().noneMatch(id -> concerns(rule, id)))
                .toList();
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
        plugins.forEach((id, plugin) -> engine.declare(id, plugin, now));
        known.stream().filter(subject -> subject.contains("/")).forEach(subject -> declareStream(subject, now));
    }

    /** Whether a feed's streams are judged one by one. */
    boolean streamsJudged(String feed) {
        return streams.containsKey(feed);
    }

    /** Declares the streams that are seen for the first time. */
    void seen(Event.Sampled sample, Instant now) {
        if (streamsJudged(sample.source())) {
            sample.streams().forEach(stream -> declareStream(sample.source() + "/" + stream.stream(), now));
        }
    }

    private boolean concerns(Rule rule, String id) {
        return rule.concerns(id, plugins.getOrDefault(id, "")) || concernsStreams(rule, id);
    }

    private boolean concernsStreams(Rule rule, String id) {
        return rule.concerns(id + "/stream", plugins.getOrDefault(id, ""));
    }

    private void declareStream(String subject, Instant now) {
        String feed = Trouble.instanceOf(subject);
        @Nullable Set<String> known = streams.get(feed);
        @Nullable String plugin = plugins.get(feed);
        if (known == null || plugin == null || known.contains(subject)) {
            return;
        }
        if (known.size() == MOST_STREAMS) {
            LOG.debug("stream=unjudged subject={} most={}", subject, MOST_STREAMS);
            return;
        }
        known.add(subject);
        engine.declare(subject, plugin, now);
    }
}
