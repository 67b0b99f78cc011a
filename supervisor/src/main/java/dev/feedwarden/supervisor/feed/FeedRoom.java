package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Setting;
import dev.feedwarden.api.SettingException;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.feed.FeedLimits;
import dev.feedwarden.api.feed.FeedProvider;
import dev.feedwarden.api.feed.Retry;
import dev.feedwarden.supervisor.journal.GapRecorder;
import dev.feedwarden.supervisor.journal.Journal;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Room;
import dev.feedwarden.supervisor.plugin.Running;
import dev.feedwarden.supervisor.plugin.Site;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Runs feeds, each on the event loop of its plugin's site, and carries actions to them. */
public final class FeedRoom implements Room<FeedProvider> {

    /** What every feed may be told besides its plugin's settings. */
    public static final List<Setting> COMMON = List.of(
            Setting.optional(
                    "breaker_failures",
                    Setting.Type.INTEGER,
                    null,
                    "After so many failures in a row the venue is left alone for breaker_open: 0 (never) to 1000; as the"
                            + " plugin says if not set, usually 5"),
            Setting.optional(
                    "breaker_open",
                    Setting.Type.DURATION,
                    null,
                    "How long the venue is left alone then: 1s to 1d; as the plugin says if not set, usually 300s"));

    private static final Duration LEAST_REST = Duration.ofSeconds(1);
    private static final Duration MOST_REST = Duration.ofDays(1);
    private static final int MOST_FAILURES = 1_000;

    private final Journal journal;
    private final GapRecorder gaps;
    private final Consumer<Event> facts;
    private final Meters meters;
    private final RandomGenerator random;
    private final HttpBudget httpBudget = new HttpBudget();
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /**
     * @param journal takes the ticks
     * @param gaps is told when a feed has no data
     * @param facts takes the events; called on the event loops of the sites
     * @param random for jitter; safe from any thread
     */
    public FeedRoom(Journal journal, GapRecorder gaps, Consumer<Event> facts, Meters meters, RandomGenerator random) {
        this.journal = journal;
        this.gaps = gaps;
        this.facts = facts;
        this.meters = meters;
        this.random = random;
    }

    @Override
    public Kind kind() {
        return Kind.FEED;
    }

    /** Completes once the feed runs, whether or not it is connected; fails with what the plugin threw. */
    @Override
    public Future<Running> start(Entry entry, FeedProvider provider, Site site) {
        var counters = new FeedCounters(entry.id(), meters);
        var report = new FeedReport(
                entry.id(), facts, site.timers(), counters, new FeedGaps(entry.id(), gaps, site.timers()));
        var clock = new VenueClock();
        var http = new BudgetedHttp(entry.id(), site.vertx(), site.timers(), httpBudget, meters);
        var context = new HostedFeedContext(site.context(entry), clock, report, http);
        Feed feed;
        try {
            feed = provider.create(entry.settings().withDefaults(provider.settings()), context);
        } catch (RuntimeException | LinkageError e) {
            counters.close();
            return http.close().transform(closed -> Future.failedFuture(e));
        }
        try {
            FeedLimits limits = feed.limits();
            var scope = new FeedScope(
                    feed,
                    limits,
                    Patience.of(retry(entry.settings(), feed.retry())),
                    site.timers(),
                    random,
                    new StreamPlan(limits.streamsPerConnection()),
                    clock,
                    counters,
                    report,
                    new TickIntake(journal, counters, clock),
                    new Quarantine(context, counters, report),
                    context::gone);
            feed.discover();
            return Future.succeededFuture(run(entry.id(), scope, context, http, site.vertx()));
        } catch (RuntimeException | LinkageError e) {
            counters.close();
            return feed.close().eventually(http::close).transform(closed -> Future.failedFuture(e));
        }
    }

    /**
     * Lets a feed repair itself. Safe from any thread; completes on the caller's context. Whether it helped is judged by
     * the data that follows.
     *
     * @param feed the id of the feed
     * @param action one of {@link FeedAction#words}
     * @param stream the one stream (or the connection that carries it) to act on; null for all
     * @param given of {@link FeedAction#parameters}, checked
     */
    public Future<Outcome> run(String feed, String action, @Nullable String stream, Settings given) {
        FeedAction known = FeedAction.of(action);
        Place place = places.get(feed);
        if (known == null) {
            return failed("no action '" + action + "' of feeds, expected one of " + FeedAction.words());
        }
        if (place == null) {
            return failed("no feed '" + feed + "' is running, expected one of " + new TreeSet<>(places.keySet()));
        }
        Promise<Outcome> promise = Promise.promise();
        Context caller = Vertx.currentContext();
        place.context().runOnContext(now -> {
            Outcome outcome = act(place.feed(), known, stream, given);
            if (caller == null) {
                promise.complete(outcome);
            } else {
                caller.runOnContext(later -> promise.complete(outcome));
            }
        });
        return promise.future();
    }

    private static Outcome act(RunningFeed feed, FeedAction action, @Nullable String stream, Settings given) {
        if (action == FeedAction.PAUSE) {
            return feed.pause(given.has(FeedAction.FOR.name()) ? given.duration(FeedAction.FOR.name()) : null);
        }
        if (action == FeedAction.RESUME) {
            return feed.resume();
        }
        if (action == FeedAction.RESTART_STREAMS && given.has(FeedAction.STREAMS.name())) {
            return restart(feed, given.texts(FeedAction.STREAMS.name()));
        }
        return feed.act(action, stream);
    }

    /** Each of the streams; succeeded if every one was. */
    private static Outcome restart(RunningFeed feed, List<String> streams) {
        List<Outcome> outcomes = streams.stream()
                .map(stream -> feed.act(FeedAction.RESTART_STREAMS, stream))
                .toList();
        return outcomes.stream()
                .filter(outcome -> !outcome.succeeded())
                .findFirst()
                .orElse(new Outcome(!streams.isEmpty(), "restart-streams begun on " + streams.size() + " streams"));
    }

    private Running run(String id, FeedScope scope, HostedFeedContext context, BudgetedHttp http, Vertx vertx) {
        var feed = new RunningFeed(id, scope, () -> new SchemeTransport(vertx, scope.limits()));
        var place = new Place(feed, vertx.getOrCreateContext());
        context.bind(feed::want);
        feed.start();
        places.put(id, place);
        return () -> {
            places.remove(id, place);
            context.unbind();
            return feed.stop().eventually(http::close);
        };
    }

    /**
     * The usual way of the feed, with what an entry says of it.
     *
     * @throws SettingException for a value that cannot be used
     */
    public static Retry retry(Settings entry, Retry usual) {
        Settings settings = entry.withDefaults(COMMON);
        Duration open = settings.has("breaker_open") ? settings.duration("breaker_open") : usual.open();
        if (settings.has("breaker_open") && (open.compareTo(LEAST_REST) < 0 || open.compareTo(MOST_REST) > 0)) {
            throw settings.unusable("breaker_open", "a duration from 1s to 1d");
        }
        return usual.breaking(
                settings.has("breaker_failures")
                        ? settings.integer("breaker_failures", 0, MOST_FAILURES)
                        : usual.failures(),
                open);
    }

    private static Future<Outcome> failed(String detail) {
        return Future.succeededFuture(new Outcome(false, detail));
    }

    /** A feed and the context it lives on. */
    private record Place(RunningFeed feed, Context context) {}
}
