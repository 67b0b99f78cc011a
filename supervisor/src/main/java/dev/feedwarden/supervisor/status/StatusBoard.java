package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.journal.DayReport;
import dev.feedwarden.supervisor.journal.JournalStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that is known at one moment, as everybody outside reads it. Immutable; never newer than what is durable.
 *
 * @param level the worst of all rules that is not grey; grey if all are
 * @param score 0 to 100, as {@link HealthScore} says
 * @param rules every rule with every subject it judges; {@code dormant} ones judge nothing that is configured
 * @param incidents the open ones, newest first
 * @param outlook what runs out at the present rate, soonest first
 * @param completeness of each feed today and yesterday, with the latest gaps
 */
public record StatusBoard(
        Level level,
        Instant time,
        int score,
        List<FeedStatus> feeds,
        List<CheckStatus> checks,
        List<RuleStatus> rules,
        List<Incident> incidents,
        JournalStatus journal,
        List<Outlook> outlook,
        List<DayReport> completeness) {

    public StatusBoard {
        feeds = List.copyOf(feeds);
        checks = List.copyOf(checks);
        rules = List.copyOf(rules);
        incidents = List.copyOf(incidents);
        outlook = List.copyOf(outlook);
        completeness = List.copyOf(completeness);
    }

    /**
     * A feed.
     *
     * @param connected whether all of its connections are up
     * @param flowing whether data came within the feed's limit and the venue does not say otherwise
     * @param connections how many are up
     * @param connectionsWanted how many it wants
     * @param streams how many streams are wanted
     * @param ticksPerMinute ticks of the last 60 s
     * @param venue the venue's own word
     * @param ladder the ladder being climbed; null when all is well
     * @param detail what is known of its session and of each stream
     */
    public record FeedStatus(
            String id,
            Level level,
            FeedState state,
            boolean connected,
            boolean flowing,
            int connections,
            int connectionsWanted,
            int streams,
            long ticksPerMinute,
            @Nullable Instant lastTick,
            long reconnectsLastHour,
            long errorsLastHour,
            VenueState venue,
            @Nullable LadderStatus ladder,
            FeedDetail detail) {}

    /**
     * What is known of a feed beyond its numbers.
     *
     * @param breaker {@code closed}, {@code half-open} or {@code open}: whether attempts to connect are made
     * @param storm whether connections are made anew more than five times a minute
     * @param pace the least seconds between two subscribe requests because the venue complained
     * @param gaps how often data was found to be missing since the process started
     * @param flowLimit how old the last tick may be for data to count as flowing
     * @param streams the wanted streams, at most {@value LiveStreams#MOST}
     * @param ladders those being climbed, by subject: the feed or {@code feed/stream}; of several the highest
     */
    public record FeedDetail(
            String breaker,
            boolean storm,
            double pace,
            long gaps,
            Duration flowLimit,
            Map<String, StreamStatus> streams,
            Map<String, LadderStatus> ladders) {}

    /**
     * A stream.
     *
     * @param lastTick null before the first
     * @param lagMillis how late that tick was, by the venue's clock
     */
    public record StreamStatus(@Nullable Instant lastTick, long lagMillis) {}

    /**
     * A ladder being climbed.
     *
     * @param rung how many steps have been taken
     * @param step the last step taken; null before the first
     * @param next the next step; null at the top
     * @param nextAt when it is due
     */
    public record LadderStatus(
            String id,
            String rule,
            int rung,
            @Nullable String step,
            @Nullable String next,
            @Nullable Instant nextAt) {}

    /** A health check and its latest readings by metric. */
    public record CheckStatus(String id, Level level, Map<String, Double> readings) {
        public CheckStatus {
            readings = Map.copyOf(readings);
        }
    }

    /**
     * A rule's word on one subject.
     *
     * @param unit {@code s}, {@code bytes}, {@code share} or empty
     * @param flapping whether the level changes too often and stands for the worst that was seen
     * @param heldBackBy the rule that is the cause, so that nobody is told of this one; null for none
     * @param value NaN where nothing is known
     * @param runbook what a person is to do, as text or a link; null where the rule says nothing
     */
    public record RuleStatus(
            String id,
            String subject,
            Level level,
            boolean noted,
            boolean dormant,
            boolean flapping,
            @Nullable String heldBackBy,
            double value,
            String unit,
            Instant since,
            String about,
            @Nullable String runbook) {}

    /**
     * Something that runs out.
     *
     * @param what the metric
     * @param now its value
     * @param limit the value at which it has run out
     * @param unit {@code s}, {@code bytes}, {@code share} or empty
     */
    public record Outlook(
            String what,
            String subject,
            double now,
            double limit,
            String unit,
            Instant exhaustedAt,
            double inSeconds) {}
}
