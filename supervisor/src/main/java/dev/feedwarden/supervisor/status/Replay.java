package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.supervisor.history.KeptSamples;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Makes an engine that knows what another would know that had been there all the time: it is given the kept readings, as
 * far back as the rules look, and nobody is told of what it says on the way. So windows, holds, votes, bands, flapping and
 * levels are what they were; while the process was down there simply were no readings, and ages went on. After a crash at
 * most the readings of the last second are missing.
 *
 * <p>Takes as long as the engine needs for all of those readings. What is decided by readings older than {@link Reach} says is decided by
 * the newest of them alone; so a level's beginning and the last healthy evidence are told as no older than that.
 */
final class Replay {

    /** How many readings the engine is given before time is moved on: what waits for its time there has a limit. */
    private static final int AT_ONCE = 4_096;

    private final RuleEngine engine;
    private final Map<String, Instant> begins = new HashMap<>();
    private final Instant end;
    private final Duration ahead;
    private Instant last = Instant.MIN;
    private int given;

    private Replay(RuleEngine engine, Instant end, Duration ahead) {
        this.engine = engine;
        this.end = end;
        this.ahead = ahead;
    }

    /**
     * Makes an engine. Blocks while it reads.
     *
     * @param subjects whom it judges, and since when
     * @param now up to when, in the engine's steady time
     * @param ahead how far the wall clock, by which readings are kept, is ahead of that
     */
    static RuleEngine of(
            RuleSet rules, Collection<Declared> subjects, KeptSamples samples, Instant now, Duration ahead) {
        var replay = new Replay(new RuleEngine(rules), now, ahead);
        subjects.forEach(replay::declare);
        Map<String, Duration> reaches = Reach.byMetric(rules);
        samples.recall(metric -> now.plus(ahead).minus(reaches.getOrDefault(metric, Duration.ZERO)), replay::take);
        replay.engine.advance(now);
        return replay.engine;
    }

    private void declare(Declared subject) {
        subject.declare(engine);
        begins.put(subject.subject(), subject.since());
    }

    /** What came before the subject was judged was not heard then either. */
    private void take(Reading wall) {
        var reading = new Reading(
                wall.metric(), wall.subject(), wall.value(), wall.time().minus(ahead));
        Instant begin = begins.getOrDefault(reading.subject(), Instant.MAX);
        if (reading.time().isBefore(begin) || reading.time().isAfter(end)) {
            return;
        }
        if (given >= AT_ONCE && reading.time().isAfter(last)) {
            engine.advance(last);
            given = 0;
        }
        engine.accept(reading);
        last = reading.time().isAfter(last) ? reading.time() : last;
        given++;
    }
}
