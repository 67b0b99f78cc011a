package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.feed.FeedContext;
import dev.feedwarden.api.feed.FeedLimits;
import dev.feedwarden.api.feed.FeedProtocol;
import dev.feedwarden.api.feed.Session;
import dev.feedwarden.api.feed.Stream;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed: what outlives its connections. Options expire at 08:00 UTC, and the venue lists new ones right after; both
 * are judged by the venue's clock. An option that has expired leaves the wanted set, and a new ranking fills its place.
 */
final class DeribitFeed implements Feed {

    private static final Logger log = LoggerFactory.getLogger(DeribitFeed.class);

    private static final LocalTime TURN = LocalTime.of(8, 0);

    private final DeribitSettings settings;
    private final FeedContext context;
    private final Universe universe;
    private final Channels channels;
    private final VenueWatch venue;
    private final Tally tally;
    private final VenueAlarm alarm;
    private final RateLimitBackoff rateLimit = new RateLimitBackoff();
    private List<Stream> announced = List.of();
    private @Nullable Discovery discovery;
    private @Nullable Long rankedNanos;
    private Instant turn = Instant.MAX;

    DeribitFeed(DeribitSettings settings, FeedContext context) {
        this.settings = settings;
        this.context = context;
        universe = new Universe(settings.top());
        channels = new Channels(settings.interval());
        venue = new VenueWatch(settings.markets());
        tally = new Tally(context);
        alarm = new VenueAlarm(context, this::lookAtTheClock);
    }

    @Override
    public FeedLimits limits() {
        return settings.limits();
    }

    @Override
    public List<URI> endpoints() {
        return List.of(settings.url());
    }

    @Override
    public void discover() {
        waitForTheClock();
    }

    @Override
    public FeedProtocol open(Session session) {
        return new DeribitProtocol(this, session);
    }

    @Override
    public int requestBytes(String stream) {
        return channels.bytes(stream);
    }

    @Override
    public Future<Void> close() {
        alarm.cancel();
        tally.close();
        return Future.succeededFuture();
    }

    String id() {
        return context.id();
    }

    DeribitSettings settings() {
        return settings;
    }

    Channels channels() {
        return channels;
    }

    VenueWatch venue() {
        return venue;
    }

    Tally tally() {
        return tally;
    }

    RateLimitBackoff rateLimit() {
        return rateLimit;
    }

    /** The wanted instrument's own name, or null if none of that name is wanted. */
    @Nullable
    String wanted(String instrument) {
        return universe.wanted(instrument);
    }

    /** From here on this discovery is asked for new rankings. */
    void discoverBy(Discovery current) {
        discovery = current;
    }

    /** This discovery's connection is gone. */
    void discoveryEnded(Discovery ended) {
        if (discovery == ended) {
            discovery = null;
        }
    }

    /** How old the last complete ranking is; null if there is none. */
    @Nullable
    Duration rankingAge() {
        return rankedNanos == null ? null : Duration.ofNanos(context.timers().nanoTime() - rankedNanos);
    }

    /** Takes over a market's listing; false if it holds nothing to rank. */
    boolean ranked(Market market, Listing listing) {
        tally.add(Tally.SKIPPED, listing.skipped());
        boolean found = universe.rank(market, listing.instruments(), context.venueNow());
        log.info(
                "event=ranked feed={} market={} listed={} skipped={}",
                context.id(),
                market.name(),
                listing.instruments().size(),
                listing.skipped());
        return found;
    }

    /** Every market has been asked; those that did not answer keep what they had. */
    void rankingEnded(boolean complete) {
        if (complete) {
            rankedNanos = context.timers().nanoTime();
        }
        announce();
        waitForTheClock();
    }

    /** The venue does not know these any more. */
    void gone(List<String> instruments) {
        if (universe.drop(instruments)) {
            announce();
            rankSoon();
        }
    }

    /** Asks for a new ranking, if a connection is there; a new one ranks anyway. */
    void rankSoon() {
        if (discovery != null) {
            discovery.soon();
        }
    }

    private void announce() {
        List<Stream> streams = universe.streams();
        if (!streams.equals(announced)) {
            announced = streams;
            context.want(streams);
        }
    }

    private void waitForTheClock() {
        Instant now = context.venueNow();
        if (turn.isAfter(now.plus(Duration.ofDays(1)))) {
            turn = turnAfter(now);
        }
        Instant expiry = universe.nextExpiry();
        alarm.set(expiry != null && expiry.isBefore(turn) ? expiry : turn);
    }

    private void lookAtTheClock() {
        Instant now = context.venueNow();
        boolean expired = universe.expire(now);
        if (expired) {
            announce();
        }
        if (expired || !now.isBefore(turn)) {
            turn = turnAfter(now);
            rankSoon();
        }
        waitForTheClock();
    }

    private static Instant turnAfter(Instant now) {
        ZonedDateTime today = now.atZone(ZoneOffset.UTC).with(TURN);
        return (today.toInstant().isAfter(now) ? today : today.plusDays(1)).toInstant();
    }
}
