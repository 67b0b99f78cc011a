package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.event.FaultKind;
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
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The feed: what outlives its connections. Options expire at 08:00 UTC by the venue's clock; what has expired leaves the
 * wanted set at that moment, since its topic just falls silent, and a new ranking fills its place.
 */
final class BybitFeed implements Feed, Discovery.Rankings {

    static final double LATEST_MILLIS = 253_402_300_799_000d; // the end of the year 9999

    private static final Logger log = LoggerFactory.getLogger(BybitFeed.class);

    /** The venue's clock may be corrected while we wait for an expiry, so no wait is longer. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** A socket that brought data so recently proves that we are not blocked. */
    private static final Duration FLOWING = Duration.ofSeconds(30);

    private final BybitSettings settings;
    private final FeedContext context;
    private final Universe universe;
    private final Pacing pacing;
    private final Tally tally;
    private final Standing standing;
    private final Discovery discovery;
    private final CrossCheck crossCheck;
    private final Set<BybitProtocol> connections = new LinkedHashSet<>();
    private List<Stream> announced = List.of();
    private @Nullable Timer expiry;
    private @Nullable Timer doubt;
    private @Nullable Long tickedNanos;

    BybitFeed(BybitSettings settings, FeedContext context) {
        this.settings = settings;
        this.context = context;
        universe = new Universe(settings.top());
        pacing = new Pacing(settings);
        tally = new Tally(context);
        standing = new Standing(context);
        Rest rest = new Rest(context, settings.rest());
        discovery = new Discovery(context, rest, settings, this);
        crossCheck = new CrossCheck(context, rest, settings, standing, this::compare, this::refused);
    }

    @Override
    public FeedLimits limits() {
        return pacing.limits(context.timers().nanoTime());
    }

    @Override
    public List<URI> endpoints() {
        return List.of(settings.url());
    }

    @Override
    public void discover() {
        discovery.start();
        crossCheck.start();
    }

    @Override
    public FeedProtocol open(Session session) {
        return new BybitProtocol(this, session);
    }

    @Override
    public int requestBytes(String stream) {
        return Topics.characters(stream);
    }

    @Override
    public Future<Void> close() {
        discovery.close();
        crossCheck.close();
        tally.close();
        if (doubt != null) {
            doubt.cancel();
        }
        if (expiry != null) {
            expiry.cancel();
        }
        return Future.succeededFuture();
    }

    String id() {
        return context.id();
    }

    BybitSettings settings() {
        return settings;
    }

    Pacing pacing() {
        return pacing;
    }

    Tally tally() {
        return tally;
    }

    /** The wanted option's own symbol, or null if none of that symbol is wanted. */
    @Nullable
    String wanted(String symbol) {
        return universe.wanted(symbol);
    }

    void opened(BybitProtocol connection) {
        connections.add(connection);
    }

    void closed(BybitProtocol connection) {
        connections.remove(connection);
    }

    /** A tick has arrived. */
    void ticked() {
        tickedNanos = context.timers().nanoTime();
        standing.served();
    }

    /** The venue does not know these any more. */
    void gone(Collection<String> symbols) {
        if (universe.drop(symbols)) {
            announce();
            discovery.soon();
        }
    }

    @Override
    public boolean ranked(String coin, Listing listing) {
        tally.add(Tally.SKIPPED, listing.skipped());
        boolean found = universe.rank(coin, listing.contracts(), context.venueNow());
        log.info(
                "event=ranked feed={} coin={} listed={} skipped={}",
                context.id(),
                coin,
                listing.contracts().size(),
                listing.skipped());
        return found;
    }

    @Override
    public void refused(RestException refusal) {
        FaultKind kind = refusal.code().fault();
        context.fault(kind, refusal.text());
        if (refusal.code() == RetCode.BLOCKED) {
            settle(refusal.text());
        }
    }

    @Override
    public void ended(boolean complete) {
        if (complete) {
            standing.served();
            tally.clockOffset(Duration.between(context.timers().now(), context.venueNow()));
        }
        announce();
        waitForExpiry();
    }

    /** While data flows over the sockets, a refusal over HTTP is not the venue's state; it may dry up a little later. */
    private void settle(String refusal) {
        if (!flowing()) {
            standing.blocked(refusal);
        } else {
            if (doubt != null) {
                doubt.cancel();
            }
            doubt = context.timers().after(FLOWING, () -> {
                if (!flowing()) {
                    standing.blocked(refusal);
                }
            });
        }
    }

    private boolean flowing() {
        return tickedNanos != null && context.timers().nanoTime() - tickedNanos < FLOWING.toNanos();
    }

    private void compare(Map<String, double[]> elsewhere) {
        List.copyOf(connections).forEach(connection -> connection.compare(elsewhere));
    }

    private void announce() {
        List<Stream> streams = universe.streams();
        if (!streams.equals(announced)) {
            announced = streams;
            context.want(streams);
        }
    }

    private void waitForExpiry() {
        if (expiry != null) {
            expiry.cancel();
        }
        Instant next = universe.nextExpiry();
        Duration left = next == null ? LONGEST_WAIT : Duration.between(context.venueNow(), next);
        Duration wait = left.isNegative() ? Duration.ZERO : left;
        expiry = context.timers().after(wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT, this::expire);
    }

    private void expire() {
        if (universe.expire(context.venueNow())) {
            announce();
            discovery.soon();
        }
        waitForExpiry();
    }
}
