package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.feed.FeedContext;
import dev.feedwarden.api.feed.Http;
import dev.feedwarden.api.feed.Stream;
import dev.feedwarden.api.kit.ManualTimers;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The surroundings of a feed in virtual time; the venue's clock runs a settable bit off ours. */
final class FakeContext implements FeedContext {

    final ManualTimers timers;
    final List<List<Stream>> wanted = new ArrayList<>();
    final List<Reading> readings = new ArrayList<>();
    Duration venueAhead = Duration.ZERO;

    FakeContext(Instant now) {
        timers = new ManualTimers(now);
    }

    /** A feed in these surroundings that has begun to discover. */
    DeribitFeed feed(Map<String, ?> settings) {
        DeribitFeed feed = new DeribitFeed(DeribitSettings.of(Settings.of("feeds.deribit", settings)), this);
        feed.discover();
        return feed;
    }

    /** The names in the latest wanted set. */
    List<String> wantedNames() {
        return wanted.isEmpty()
                ? List.of()
                : wanted.get(wanted.size() - 1).stream().map(Stream::id).toList();
    }

    @Override
    public void want(List<Stream> streams) {
        wanted.add(List.copyOf(streams));
    }

    @Override
    public Instant venueNow() {
        return timers.now().plus(venueAhead);
    }

    @Override
    public void venueTime(Instant time) {
        throw new UnsupportedOperationException("the venue's clock is read from a connection: " + time);
    }

    @Override
    public void venue(VenueState state, String detail) {
        throw new UnsupportedOperationException("the venue speaks on a connection: " + state + " " + detail);
    }

    @Override
    public Http http() {
        throw new UnsupportedOperationException("the feed uses its socket only");
    }

    @Override
    public String id() {
        return "deribit";
    }

    @Override
    public Vertx vertx() {
        throw new UnsupportedOperationException("the feed opens nothing by itself");
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public Disk disk() {
        throw new UnsupportedOperationException("the feed stores nothing");
    }

    @Override
    public Path folder() {
        throw new UnsupportedOperationException("the feed stores nothing");
    }

    @Override
    public JournalPosition journal() {
        return JournalPosition.NONE;
    }

    @Override
    public void report(List<Reading> reported) {
        readings.addAll(reported);
    }

    @Override
    public void fault(FaultKind kind, String detail) {
        throw new UnsupportedOperationException("faults belong to a connection: " + kind + " " + detail);
    }
}
