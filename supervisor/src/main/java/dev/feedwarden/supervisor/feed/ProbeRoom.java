package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.feed.FeedLimits;
import dev.feedwarden.api.feed.FeedProvider;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.supervisor.journal.GapReason;
import dev.feedwarden.supervisor.journal.GapRecorder;
import dev.feedwarden.supervisor.journal.Journal;
import dev.feedwarden.supervisor.journal.JournalStatus;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Room;
import dev.feedwarden.supervisor.plugin.Running;
import dev.feedwarden.supervisor.plugin.Site;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Map;
import java.util.random.RandomGenerator;

/** Tries one feed and keeps nothing of what it brings. For one feed and one use. */
public final class ProbeRoom implements Room<FeedProvider> {

    private final Meters meters;
    private final RandomGenerator random;
    private final Promise<ProbeReport> promise = Promise.promise();

    public ProbeRoom(Meters meters, RandomGenerator random) {
        this.meters = meters;
        this.random = random;
    }

    /** How far it came; fails with what the plugin threw. */
    public Future<ProbeReport> report() {
        return promise.future();
    }

    @Override
    public Kind kind() {
        return Kind.FEED;
    }

    @Override
    public Future<Running> start(Entry entry, FeedProvider provider, Site site) {
        var nowhere = new Nowhere();
        var counters = new FeedCounters(entry.id(), meters);
        var report = new FeedReport(
                entry.id(), fact -> {}, site.timers(), counters, new FeedGaps(entry.id(), nowhere, site.timers()));
        var clock = new VenueClock();
        var http = new BudgetedHttp(entry.id(), site.vertx(), site.timers(), new HttpBudget(), meters);
        var context = new HostedFeedContext(site.context(entry), clock, report, http);
        try {
            Feed feed = provider.create(entry.settings().withDefaults(provider.settings()), context);
            FeedLimits limits = feed.limits();
            var scope = new FeedScope(
                    feed,
                    limits,
                    Patience.of(feed.retry()),
                    site.timers(),
                    random,
                    new StreamPlan(1),
                    clock,
                    counters,
                    report,
                    new TickIntake(nowhere, counters, clock),
                    new Quarantine(context, counters, report),
                    context::gone);
            var probe = new Probe(entry.id(), scope, site.vertx(), new SchemeTransport(site.vertx(), limits), promise);
            probe.start();
            feed.discover();
            context.bind(probe::want);
            return Future.succeededFuture(() -> {
                context.unbind();
                counters.close();
                return probe.close().eventually(feed::close).eventually(http::close);
            });
        } catch (RuntimeException | LinkageError e) {
            promise.tryFail(e);
            counters.close();
            return http.close().transform(closed -> Future.failedFuture(e));
        }
    }

    /** Where what a probe brings goes. */
    private static final class Nowhere implements Journal, GapRecorder {

        @Override
        public boolean offer(Tick tick) {
            return true;
        }

        @Override
        public JournalStatus status() {
            return new JournalStatus("probe", 0, 0, Map.of(), 0);
        }

        @Override
        public Future<Void> close() {
            return Future.succeededFuture();
        }

        @Override
        public void opened(String feed, int connection, Instant from, GapReason reason) {}

        @Override
        public void closed(String feed, int connection, Instant to) {}

        @Override
        public void reported(String feed, Instant from, Instant to) {}
    }
}
