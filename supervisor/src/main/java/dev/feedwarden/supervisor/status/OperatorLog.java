package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.RuleState;
import dev.feedwarden.supervisor.recovery.Progress;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two lines that operators have searched their logs for since long before this program: what a monitor cycle found, once for
 * each change, and each step up a ladder because data is stale. Bounded by the feeds and ladders there are.
 */
final class OperatorLog {

    private static final Logger LOG = LoggerFactory.getLogger(OperatorLog.class);

    private final LiveEngine engine;
    private final Map<String, String> cycles = new HashMap<>();
    private Map<Trouble, Integer> rungs = new HashMap<>();

    OperatorLog(LiveEngine engine) {
        this.engine = engine;
    }

    /** A feed was looked at. */
    void cycle(String id, LiveFeed feed, Instant now) {
        String found = "socket_connected=" + word(feed.connections() > 0) + ", data_flowing=" + word(feed.flowing(now));
        if (!found.equals(cycles.put(id, found))) {
            LOG.info("Monitor cycle: {} feed={}", found, id);
        }
    }

    /** How far every ladder has been climbed. */
    void climbed(List<Progress> progress, Instant now) {
        for (Progress each : progress) {
            @Nullable
            RuleState state = engine.state(each.trouble().rule(), each.trouble().subject());
            if (each.rung() > rungs.getOrDefault(each.trouble(), 0)
                    && state != null
                    && state.rule().metric().equals(CoreMetrics.FEED_TICKS.name())) {
                stale(each, Duration.between(state.evidence(), now).toSeconds());
            }
        }
        rungs = progress.stream().collect(Collectors.toMap(Progress::trouble, Progress::rung));
    }

    /** A contract is the stream, or the feed as a whole where all of its streams are silent. */
    private static void stale(Progress progress, long seconds) {
        String subject = progress.trouble().subject();
        LOG.warn(
                "STALE DATA (Level {}): Contract {} feed={} silentSeconds={} step={} next={}",
                progress.rung(),
                subject.substring(subject.indexOf('/') + 1),
                Trouble.instanceOf(subject),
                seconds,
                progress.last(),
                progress.next());
    }

    private static String word(boolean so) {
        return so ? "True" : "False";
    }
}
