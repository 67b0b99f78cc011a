package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.feed.Feed;
import dev.feedwarden.api.feed.FeedContext;
import dev.feedwarden.api.feed.FeedLimits;
import dev.feedwarden.api.feed.FeedProtocol;
import dev.feedwarden.api.feed.Retry;
import dev.feedwarden.api.feed.Session;
import dev.feedwarden.api.feed.Stream;
import io.vertx.core.Future;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The feed: what outlives its connections, of which there is one at a time. */
final class IbFeed implements Feed {

    private static final Duration MOST_RETRY = Duration.ofMinutes(1);

    private static final Logger log = LoggerFactory.getLogger(IbFeed.class);

    /** A contract's time may be over at any moment. */
    private static final Duration EXPIRY_EVERY = Duration.ofSeconds(30);

    private final IbSettings settings;
    private final FeedContext context;
    private final GatewayCodec codec = new TextCodec();
    private final Doors doors;
    private final ClientIds ids;
    private final Pacer pacer;
    private final ContractBook contracts = new ContractBook();
    private final Conflict conflict = new Conflict();
    private final Link link = new Link();
    private final Report report;
    private final Map<String, Named> byStream = new LinkedHashMap<>();
    private final Map<String, Long> lastLive = new HashMap<>();
    private final Map<Integer, Long> tickByTickAt = new HashMap<>();
    private final Set<Integer> expired = new HashSet<>();
    private final List<Timer> timers = new ArrayList<>();
    private List<Stream> announced = List.of();
    private VenueState said = VenueState.OPEN;
    private int lastRequest;
    private @Nullable IbProtocol serving;

    IbFeed(IbSettings settings, FeedContext context) {
        this.settings = settings;
        this.context = context;
        doors = new Doors(settings.doors(), settings.live());
        ids = new ClientIds(settings.clientId(), settings.clientIds());
        pacer = new Pacer(settings.pace(), settings.bulkPace());
        report = new Report(context, this);
        for (Contract contract : settings.contracts()) {
            contract.kinds().forEach(kind -> byStream.put(contract.stream(kind), new Named(contract, kind)));
        }
    }

    @Override
    public FeedLimits limits() {
        return settings.limits();
    }

    /** One at a time, so that it is known which gateway answers. */
    @Override
    public List<URI> endpoints() {
        return List.of(doors.next());
    }

    @Override
    public void discover() {
        announce();
        report.start();
        timers.add(context.timers().every(EXPIRY_EVERY, this::expire));
    }

    @Override
    public FeedProtocol open(Session session) {
        return new IbProtocol(this, session);
    }

    /** The age of each stream is judged here by its contract's hours, and by the rules. */
    @Override
    public boolean dataDue() {
        return false;
    }

    @Override
    public boolean connectedWhenReady() {
        return true;
    }

    /** One after the other of its endpoints for ever: a gateway that restarts is away for a minute or for a night. */
    @Override
    public Retry retry() {
        Duration first = settings.retry();
        return new Retry(first, first.compareTo(MOST_RETRY) > 0 ? first : MOST_RETRY, 0, Duration.ZERO);
    }

    /** Where nothing listens, nothing is harmed by trying often; a gateway that hangs needs to be left alone. */
    @Override
    public Duration retryAfter(String detail, Duration usual) {
        boolean nobody = detail.contains("refused") && !detail.contains("client id");
        return nobody || usual.compareTo(settings.retry()) < 0 ? settings.retry() : usual;
    }

    @Override
    public Future<Void> close() {
        report.close();
        timers.forEach(Timer::cancel);
        return Future.succeededFuture();
    }

    String id() {
        return context.id();
    }

    IbSettings settings() {
        return settings;
    }

    GatewayCodec codec() {
        return codec;
    }

    Doors doors() {
        return doors;
    }

    ClientIds clientIds() {
        return ids;
    }

    Pacer pacer() {
        return pacer;
    }

    ContractBook contracts() {
        return contracts;
    }

    Link link() {
        return link;
    }

    Report report() {
        return report;
    }

    /** The connection that can be asked; null for none. */
    @Nullable
    IbProtocol serving() {
        return serving;
    }

    int expiredContracts() {
        return expired.size();
    }

    /** The contracts that have not expired. */
    List<Contract> watched() {
        return settings.contracts().stream()
                .filter(contract -> !expired.contains(contract.conId()))
                .toList();
    }

    /** A new id, never used before by this feed. */
    int nextRequest() {
        lastRequest = lastRequest == Integer.MAX_VALUE ? 1 : lastRequest + 1;
        return lastRequest;
    }

    /** A stream to be asked for; null if nobody knows of it. */
    @Nullable
    Subscription subscription(String stream, long now) {
        Named named = byStream.get(stream);
        return named == null ? null : new Subscription(named.contract(), named.kind(), now);
    }

    /** Whether an instrument's tick-by-tick data may be asked for; if so, it counts as asked. */
    boolean mayAskTickByTick(Contract contract, long now, Duration gap) {
        Long before = tickByTickAt.get(contract.conId());
        if (before != null && now - before < gap.toNanos()) {
            return false;
        }
        tickByTickAt.put(contract.conId(), now);
        return true;
    }

    // What is known of data.

    /** Live data of a stream came. */
    void fresh(Subscription subscription, long now) {
        subscription.fresh(now);
        lastLive.put(subscription.stream, now);
        works(subscription);
    }

    /** How long a stream has been silent within its contract's hours, on this connection; zero outside of them. */
    Duration silence(Subscription subscription, long now) {
        return subscription.halted()
                ? Duration.ZERO
                : within(subscription.contract, Duration.ofNanos(now - subscription.awaitedSince()));
    }

    /** As {@link #silence}, over all connections. */
    Duration dataAge(String stream, long since, long now) {
        Named named = byStream.get(stream);
        Duration age = Duration.ofNanos(now - Math.max(since, lastLive.getOrDefault(stream, since)));
        return named == null ? age : within(named.contract(), age);
    }

    /** Whether its hours are known now. */
    boolean knowsHours(Contract contract) {
        return contracts.hours(contract.conId()).known(context.timers().now());
    }

    /** Whether it is known to trade now. */
    boolean trades(Subscription subscription) {
        return knowsHours(subscription.contract) && mayTrade(subscription.contract);
    }

    /** Whether it is not known to be closed now. */
    boolean mayTrade(Contract contract) {
        Instant now = context.timers().now();
        TradingHours hours = contracts.hours(contract.conId());
        return !hours.known(now) || hours.openSince(now) != null;
    }

    /** How long it may be silent. */
    Duration quietLimit(Subscription subscription) {
        if (!knowsHours(subscription.contract)) {
            return longer(
                    settings.quietUnknown(), subscription.kind.isQuoted() ? Duration.ZERO : settings.quietTrades());
        }
        return quietLimit(subscription.kind);
    }

    Duration quietLimit(StreamKind kind) {
        return kind.isQuoted() ? settings.quiet() : settings.quietTrades();
    }

    private Duration within(Contract contract, Duration age) {
        Instant now = context.timers().now();
        TradingHours hours = contracts.hours(contract.conId());
        if (!hours.known(now)) {
            return age;
        }
        Instant opened = hours.openSince(now);
        if (opened == null) {
            return Duration.ZERO;
        }
        Duration open = Duration.between(opened, now);
        return open.compareTo(age) < 0 ? open : age;
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    // What the gateway says.

    void served(IbProtocol connection) {
        serving = connection;
        ids.accepted();
        link.up();
        settle("the gateway can be asked");
    }

    void left(IbProtocol connection) {
        if (connection.equals(serving)) {
            serving = null;
        }
    }

    void learned(ContractData data) {
        contracts.learn(data);
        if (!contracts.hours(data.conId()).known(context.timers().now())) {
            log.warn(
                    "event=hours-unknown feed={} contract={} zone=\"{}\" hours=\"{}\"",
                    context.id(),
                    contracts.name(data.conId()),
                    data.zone(),
                    data.tradingHours());
        }
        expire();
        announce();
    }

    /** The gateway has lost its link to IB; whether that is news. */
    boolean linkLost(String text) {
        boolean news = link.lost(context.timers().now());
        settle(text);
        return news;
    }

    void linkRestored(String text) {
        link.up();
        settle(text);
    }

    void conflict(Subscription subscription, String text) {
        report.add(Gauges.CONFLICT_NOTICES);
        if (conflict.met(subscription.stream, context.timers().nanoTime())) {
            context.fault(
                    FaultKind.SESSION_CONFLICT,
                    "another session of the same user has the data; it is asked for again in a minute, then ever more"
                            + " seldom: " + text);
            settle(text);
        }
    }

    boolean inConflict() {
        return conflict.on();
    }

    boolean conflicts(Subscription subscription) {
        return conflict.holds(subscription.stream);
    }

    long conflictRetryAt() {
        return conflict.retryAt();
    }

    /** A stream works, or is not wanted any more. */
    void works(Subscription subscription) {
        if (conflict.works(subscription.stream)) {
            settle("data flows again");
        }
    }

    private void settle(String detail) {
        VenueState state =
                conflict.on() ? VenueState.SESSION_CONFLICT : link.isDown() ? VenueState.MAINTENANCE : VenueState.OPEN;
        if (state != said) {
            said = state;
            context.venue(state, detail);
        }
    }

    // Contracts that die.

    private void expire() {
        Instant now = context.timers().now();
        boolean any = false;
        for (Contract contract : watched()) {
            Instant expires = contracts.expires(contract.conId());
            if (expires != null && !expires.isAfter(now)) {
                expired.add(contract.conId());
                any = true;
                context.fault(
                        FaultKind.CONFIGURATION,
                        "contract " + contracts.name(contract.conId()) + " expired at " + expires
                                + ": it brings no data any more; name its successor in the configuration");
            }
        }
        if (any) {
            announce();
        }
    }

    private void announce() {
        List<Stream> streams = new ArrayList<>();
        for (Contract contract : watched()) {
            contract.kinds()
                    .forEach(kind ->
                            streams.add(new Stream(contract.stream(kind), contracts.expires(contract.conId()))));
        }
        if (!streams.equals(announced) || announced.isEmpty()) {
            announced = List.copyOf(streams);
            context.want(announced);
        }
    }

    boolean wants(String stream) {
        return announced.stream().anyMatch(wanted -> wanted.id().equals(stream));
    }

    List<String> streams() {
        return announced.stream().map(Stream::id).toList();
    }

    StreamKind kind(String stream) {
        return named(stream).kind();
    }

    Contract contract(String stream) {
        return named(stream).contract();
    }

    private Named named(String stream) {
        Named named = byStream.get(stream);
        if (named == null) {
            throw new IllegalArgumentException("expected a stream of this feed, found '" + stream + "'");
        }
        return named;
    }

    /** What a stream's name stands for. */
    private record Named(Contract contract, StreamKind kind) {}
}
