package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.journal.DayReport;
import dev.feedwarden.supervisor.journal.JournalStatus;
import dev.feedwarden.supervisor.recovery.Progress;
import dev.feedwarden.supervisor.recovery.Trouble;
import dev.feedwarden.supervisor.status.StatusBoard.CheckStatus;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import dev.feedwarden.supervisor.status.StatusBoard.LadderStatus;
import dev.feedwarden.supervisor.status.StatusBoard.RuleStatus;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the board together: levels, incidents and ladders from what is written down, numbers from what is known now. */
final class BoardMaker {

    private final Map<String, LiveFeed> feeds;
    private final LiveChecks checks;
    private final Durable durable;
    private final Supplier<JournalStatus> journal;
    private final Outlooks outlooks;
    private final Supplier<List<DayReport>> completeness;
    private final SteadyClock clock;

    BoardMaker(
            Map<String, LiveFeed> feeds,
            LiveChecks checks,
            Durable durable,
            Supplier<JournalStatus> journal,
            Outlooks outlooks,
            Supplier<List<DayReport>> completeness,
            SteadyClock clock) {
        this.feeds = feeds;
        this.checks = checks;
        this.durable = durable;
        this.journal = journal;
        this.outlooks = outlooks;
        this.completeness = completeness;
        this.clock = clock;
    }

    StatusBoard make(List<RuleStatus> rules) {
        Instant now = clock.now();
        return new StatusBoard(
                worst(rules),
                clock.wall(now),
                HealthScore.of(rules),
                feeds.entrySet().stream()
                        .map(feed -> feed(feed.getKey(), feed.getValue(), rules, now))
                        .toList(),
                checks.ids().stream()
                        .map(id -> new CheckStatus(id, worst(of(id, rules)), checks.of(id)))
                        .toList(),
                rules,
                durable.open(),
                journal.get(),
                outlooks.make(now),
                completeness.get());
    }

    private FeedStatus feed(String id, LiveFeed feed, List<RuleStatus> rules, Instant now) {
        @Nullable Instant lastTick = feed.lastTick();
        return new FeedStatus(
                id,
                worst(of(id, rules)),
                feed.state(now),
                feed.connections() >= feed.connectionsWanted(),
                feed.flowing(now),
                feed.connections(),
                feed.connectionsWanted(),
                feed.streams(),
                feed.ticksPerMinute(now),
                lastTick == null ? null : clock.wall(lastTick),
                feed.reconnectsLastHour(now),
                feed.errorsLastHour(now),
                feed.venue(),
                ladder(id),
                feed.detail(ladders(id)));
    }

    /** Of several ladders being climbed for a feed, the one that is highest. */
    private @Nullable LadderStatus ladder(String feed) {
        return durable.ladders().stream()
                .filter(progress ->
                        Trouble.instanceOf(progress.trouble().subject()).equals(feed))
                .max(Comparator.comparingInt(Progress::rung))
                .map(this::ladder)
                .orElse(null);
    }

    private Map<String, LadderStatus> ladders(String feed) {
        return durable.ladders().stream()
                .filter(progress ->
                        Trouble.instanceOf(progress.trouble().subject()).equals(feed))
                .sorted(Comparator.comparingInt(Progress::rung))
                .collect(Collectors.toUnmodifiableMap(
                        progress -> progress.trouble().subject(), this::ladder, (lower, higher) -> higher));
    }

    private LadderStatus ladder(Progress progress) {
        return new LadderStatus(
                progress.ladder(),
                progress.trouble().rule(),
                progress.rung(),
                progress.last(),
                progress.next(),
                progress.nextAt() == null ? null : clock.wall(progress.nextAt()));
    }

    private static List<RuleStatus> of(String instance, List<RuleStatus> rules) {
        return rules.stream()
                .filter(rule -> Trouble.instanceOf(rule.subject()).equals(instance))
                .toList();
    }

    private static Level worst(List<RuleStatus> rules) {
        return rules.stream().map(RuleStatus::level).reduce(Level.GREY, Level::worse);
    }
}
