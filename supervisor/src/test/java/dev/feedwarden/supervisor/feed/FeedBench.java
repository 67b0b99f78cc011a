package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.feed.Stream;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A feed in virtual time whose venue is the test. */
final class FeedBench {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    final ManualTimers timers = new ManualTimers(NOON);
    final List<Event> facts = new ArrayList<>();
    final List<FakeTransport> transports = new ArrayList<>();
    final RecordingJournal journal = new RecordingJournal();
    final RecordingGaps gaps = new RecordingGaps();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    final TinyFeed feed;
    final RunningFeed running;

    FeedBench(String... streams) {
        this(TinyFeed.streams(streams));
    }

    FeedBench(List<Stream> streams) {
        var counters = new FeedCounters("tiny", new Meters(registry));
        var report = new FeedReport("tiny", facts::add, timers, counters, new FeedGaps("tiny", gaps, timers));
        var clock = new VenueClock();
        var context = new HostedFeedContext(
                new StubSite.StubContext("tiny", null, timers, new FolderDisk(), Path.of("unused")),
                clock,
                report,
                new BudgetedHttp("tiny", null, timers, new HttpBudget(), new Meters(registry)));
        feed = new TinyFeed(context, List.of(URI.create("ws://one"), URI.create("ws://two")), streams);
        var scope = new FeedScope(
                feed,
                feed.limits(),
                Patience.of(feed.retry()),
                timers,
                new Random(1),
                new StreamPlan(feed.limits().streamsPerConnection()),
                clock,
                counters,
                report,
                new TickIntake(journal, counters, clock),
                new Quarantine(context, counters, report),
                context::gone);
        running = new RunningFeed("tiny", scope, () -> {
            var transport = new FakeTransport();
            transports.add(transport);
            return transport;
        });
        feed.discover();
        context.bind(running::want);
        running.start();
    }

    void advance(Duration by) {
        timers.advance(by);
    }

    /** Advances a second at a time, with a word from the venue in each. */
    void advanceTalking(int seconds, String line) {
        for (int i = 0; i < seconds; i++) {
            timers.advance(Duration.ofSeconds(1));
            FakeTransport.FakeLink link = link();
            link.receiver.ponged();
            link.say(line.replace("NUMBER", Long.toString(timers.nanoTime())));
        }
    }

    /** Advances until there is a further connection or attempt; how long that took. */
    Duration untilNextLink() {
        int before = links().size();
        long start = timers.nanoTime();
        while (links().size() == before) {
            timers.advance(Duration.ofMillis(10));
        }
        return Duration.ofNanos(timers.nanoTime() - start);
    }

    /** The newest connection or attempt. */
    FakeTransport.FakeLink link() {
        return links().get(links().size() - 1);
    }

    /** Every connection, oldest first; those of an older transport before those of a newer one. */
    List<FakeTransport.FakeLink> links() {
        return transports.stream()
                .flatMap(transport -> transport.links.stream())
                .toList();
    }

    /** Brings the only session up and grants what it asks. */
    FakeTransport.FakeLink up() {
        FakeTransport.FakeLink link = link();
        link.welcome();
        timers.advance(Duration.ofMillis(200));
        link.acknowledge();
        return link;
    }

    <E extends Event> List<E> facts(Class<E> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    <E extends Event> E last(Class<E> kind) {
        List<E> all = facts(kind);
        return all.get(all.size() - 1);
    }

    double gauge(String meter) {
        return registry.get(meter).gauge().value();
    }

    double count(String meter) {
        return registry.get(meter).counter().count();
    }
}
