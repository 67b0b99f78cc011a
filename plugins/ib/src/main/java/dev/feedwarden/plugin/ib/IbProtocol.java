package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.FeedProtocol;
import dev.feedwarden.api.feed.Session;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection: greets the gateway stage by stage, each with its time, then sends what it says where it belongs. */
final class IbProtocol implements FeedProtocol, GatewayMessages {

    private static final Logger log = LoggerFactory.getLogger(IbProtocol.class);
    private static final Pattern PORT = Pattern.compile("(\\d{2,5})\\s*\\.?\\s*$");

    /** The slot of a socket of ours that died is freed in its own time. */
    private static final Duration ID_RETRY = Duration.ofSeconds(7);

    private static final Duration REFUSED_RETRY = Duration.ofMinutes(1);
    private static final int HALTED = 49;
    private static final int DELAYED_HALTED = 90;
    private static final int LAST_TIME = 45;

    /** Types of messages as {@link Subscription#live} tells them apart: prices from 0, sizes from 128. */
    private static final int SIZES = 128;

    private final IbFeed feed;
    private final Session session;
    private final Frames frames = new Frames();
    private final Outbox outbox;
    private final Probe probe;
    private final Streams streams;
    private final Lookups lookups;
    private Stage stage = Stage.VERSION;
    private boolean idSeen;
    private boolean accountsSeen;

    IbProtocol(IbFeed feed, Session session) {
        this.feed = feed;
        this.session = session;
        outbox = new Outbox(session, feed.pacer());
        IbSettings settings = feed.settings();
        probe = new Probe(
                session,
                settings.probe(),
                settings.probeTimeout(),
                () -> outbox.send(feed.codec().currentTime()));
        streams = new Streams(feed, session, outbox);
        lookups = new Lookups(feed, session, outbox);
    }

    @Override
    public void connected() {
        session.send(feed.codec().handshake());
        session.timers().after(feed.settings().versionTimeout(), () -> overdue(Stage.VERSION));
    }

    @Override
    public void received(Buffer read) {
        frames.take(read);
        try {
            while (stage != Stage.OVER && frames.next()) {
                probe.heard();
                frame();
            }
        } catch (CodecException e) {
            over(FaultKind.OVERSIZED, e.text(), Duration.ZERO);
        }
    }

    @Override
    public void subscribe(List<String> names) {
        streams.subscribe(names);
    }

    @Override
    public void unsubscribe(List<String> names) {
        streams.unsubscribe(names);
    }

    @Override
    public String standing() {
        return stage.standing();
    }

    @Override
    public void leaving() {
        feed.clientIds().leaving();
    }

    @Override
    public void closed() {
        stage = Stage.OVER;
        feed.left(this);
    }

    /** How many messages wait to be sent. */
    int waiting() {
        return outbox.waiting();
    }

    /** How many streams are so. */
    int count(Predicate<Subscription> which) {
        return Math.toIntExact(streams.all().stream().filter(which).count());
    }

    // The greeting.

    private void frame() {
        try {
            if (stage == Stage.VERSION) {
                ServerVersion version = feed.codec().version(frames.bytes(), frames.from(), frames.to());
                if (version == null) {
                    session.malformed(frames.copy(), "expected the gateway's version");
                } else {
                    version(version);
                }
            } else {
                feed.codec().decode(frames.bytes(), frames.from(), frames.to(), this);
            }
        } catch (CodecException e) {
            session.malformed(frames.copy(), e.text());
        } catch (RuntimeException e) {
            // One frame must not cost the frames behind it in the same read.
            session.fault(FaultKind.PLUGIN, "a frame was not taken: " + e);
            session.malformed(frames.copy(), String.valueOf(e));
        }
    }

    private void version(ServerVersion version) {
        if (!feed.codec().speaks(version.number())) {
            over(
                    FaultKind.CONFIGURATION,
                    version.number() == ServerVersion.REDIRECT
                            ? "the gateway sends us to " + version.detail() + ", which is not followed"
                            : "expected a gateway of version " + feed.codec().versions() + ", found "
                                    + version.number(),
                    REFUSED_RETRY);
            return;
        }
        log.info(
                "event=version feed={} gateway={} version={} time=\"{}\"",
                feed.id(),
                feed.doors().current(),
                version.number(),
                version.detail());
        feed.doors().answered();
        stage = Stage.READY;
        session.timers().after(feed.settings().readyTimeout(), () -> overdue(Stage.READY));
        session.send(feed.codec().startApi(feed.clientIds().current()));
    }

    private void overdue(Stage late) {
        if (stage == late) {
            over(
                    FaultKind.TIMEOUT,
                    "the gateway did not get past the stage '" + late.word() + "' in time",
                    Duration.ZERO);
        }
    }

    private void perhapsReady() {
        if (stage == Stage.READY && idSeen && accountsSeen) {
            stage = Stage.SERVING;
            feed.served(this);
            feed.report().forgetFarms();
            if (feed.settings().delayed()) {
                outbox.send(feed.codec().marketDataType(3));
            }
            session.ready();
            probe.start();
            lookups.start();
            streams.start();
        }
    }

    private void over(FaultKind cause, String detail, Duration notBefore) {
        session.reset(cause, detail, notBefore);
        stage = Stage.OVER;
    }

    @Override
    public void nextValidId(long id) {
        idSeen = true;
        perhapsReady();
    }

    @Override
    public void managedAccounts(String accounts) {
        accountsSeen = true;
        perhapsReady();
    }

    @Override
    public void currentTime(long epochSeconds) {
        probe.answered(epochSeconds);
    }

    // Data.

    @Override
    public void tickPrice(int request, int type, double price, double size, int mask) {
        Subscription subscription = of(request);
        if (subscription != null) {
            boolean live = subscription.live(type, now());
            if (subscription.book().price(type, price, size) && live) {
                quote(subscription);
            }
        }
    }

    @Override
    public void tickSize(int request, int type, double size) {
        Subscription subscription = of(request);
        if (subscription != null) {
            boolean live = subscription.live(SIZES + type, now());
            if (subscription.book().size(type, size) && live) {
                quote(subscription);
            }
        }
    }

    @Override
    public void tickGeneric(int request, int type, double value) {
        Subscription subscription = of(request);
        if (subscription != null && (type == HALTED || type == DELAYED_HALTED)) {
            subscription.halted(value > 0);
        }
    }

    @Override
    public void tickString(int request, int type, String text) {
        Subscription subscription = of(request);
        if (subscription != null && type != LAST_TIME) {
            feed.report().add(Gauges.SKIPPED);
        }
    }

    @Override
    public void marketDataType(int request, int type) {
        Subscription subscription = of(request);
        if (subscription != null && subscription.delayed(type >= 3) && subscription.delayed()) {
            session.fault(FaultKind.VENUE, subscription.stream + " is sent delayed data, not live");
        }
    }

    @Override
    public void tickParameters(int request) {
        of(request);
    }

    @Override
    public void trade(int request, long epochSeconds, double price, double size, int mask) {
        Subscription subscription = of(request);
        if (subscription == null) {
            return;
        }
        boolean halted = price == 0 && size == 0 && (mask & 1) != 0;
        subscription.halted(halted);
        if (!halted) {
            feed.fresh(subscription, now());
            session.tick(subscription.trade(feed.id(), epochSeconds, micros(), price, size));
        }
    }

    @Override
    public void bidAsk(int request, long epochSeconds, double bid, double ask, double bidSize, double askSize) {
        Subscription subscription = of(request);
        if (subscription == null) {
            return;
        }
        if (bid > 0 || ask > 0) {
            subscription.halted(false);
            feed.fresh(subscription, now());
            session.tick(subscription.quote(feed.id(), epochSeconds, micros(), bid, ask, bidSize, askSize));
        }
    }

    @Override
    public void contractData(int request, ContractData data) {
        lookups.answered(request, data);
    }

    @Override
    public void contractDataEnd(int request) {
        lookups.ended(request);
    }

    @Override
    public void skipped(int message) {
        feed.report().add(Gauges.SKIPPED);
    }

    private void quote(Subscription subscription) {
        feed.fresh(subscription, now());
        session.tick(subscription.quote(feed.id(), micros()));
    }

    /** What a request is for. Late messages of one that has been ended are passed over. */
    private @Nullable Subscription of(int request) {
        Subscription subscription = streams.byRequest(request);
        if (subscription != null) {
            subscription.heard(now());
        } else if (!streams.isEnded(request)) {
            feed.report().add(Gauges.STRANGERS);
        }
        return subscription;
    }

    // Notices.

    @Override
    public void notice(int request, int code, String text) {
        feed.report().add(Gauges.NOTICES);
        Subscription subscription = streams.byRequest(request);
        Meaning meaning = Meaning.of(code, text, subscription != null && subscription.kind.isTickByTick());
        String words = code + " " + text;
        if (meaning == Meaning.TOO_FAST) {
            feed.pacer().complained(now());
            session.fault(FaultKind.RATE_LIMIT, words);
        } else if (subscription != null) {
            request(subscription, meaning, words);
        } else if (lookups.owns(request)) {
            lookups.refused(request, meaning, words);
        } else if (streams.isEnded(request)) {
            log.debug("event=late-notice feed={} request={} notice=\"{}\"", feed.id(), request, words);
        } else {
            session(meaning, words, text);
        }
    }

    private void request(Subscription subscription, Meaning meaning, String words) {
        if (meaning == Meaning.NEWS) {
            log.info("event=notice feed={} stream={} notice=\"{}\"", feed.id(), subscription.stream, words);
        } else {
            streams.refused(subscription, meaning, words);
        }
    }

    private void session(Meaning meaning, String words, String text) {
        switch (meaning) {
            case LINK_LOST -> {
                if (feed.linkLost(words)) {
                    session.fault(FaultKind.VENUE, "the gateway has lost its link to IB: " + words);
                }
            }
            case RESTORED_DATA_LOST -> {
                feed.linkRestored(words);
                streams.askForAllAgain();
            }
            case RESTORED -> {
                feed.linkRestored(words);
                streams.awaitFromNow();
                streams.verify(subscription -> true);
            }
            case MOVED -> moved(words, text);
            case CLIENT_ID_IN_USE -> idInUse(words);
            case FARM_BROKEN -> {
                feed.report().farm(farm(text), Report.FarmState.BROKEN);
                session.fault(FaultKind.VENUE, words);
            }
            case FARM_OK -> {
                if (feed.report().farm(farm(text), Report.FarmState.WHOLE)) {
                    streams.verify(subscription -> true);
                }
            }
            case HISTORY_OK -> streams.verify(subscription -> subscription.kind.isTickByTick());
            case FARM_IDLE -> streams.verify(subscription -> true);
            case CONFLICT -> streams.all().forEach(subscription -> streams.refused(subscription, meaning, words));
            case REJECTED -> session.fault(FaultKind.CONFIGURATION, words);
            default -> log.info("event=notice feed={} notice=\"{}\"", feed.id(), words);
        }
    }

    private void moved(String words, String text) {
        Matcher port = PORT.matcher(text);
        if (!port.find()) {
            over(FaultKind.CLOSED, words, Duration.ZERO);
        } else if (feed.doors().moved(Integer.parseInt(port.group(1)))) {
            over(FaultKind.CLOSED, words, Duration.ZERO);
        } else {
            over(FaultKind.CONFIGURATION, words + ": a port for live trading is not followed", Duration.ZERO);
        }
    }

    /** The newcomer is refused; the running session of that id goes on. */
    private void idInUse(String words) {
        int id = feed.clientIds().current();
        feed.clientIds().refused();
        over(
                FaultKind.VENUE,
                "client id " + id + " is taken, next is " + feed.clientIds().current() + ": " + words,
                ID_RETRY);
    }

    /** The farm's name is behind the colon. */
    private static String farm(String text) {
        return text.substring(text.lastIndexOf(':') + 1).strip();
    }

    private long now() {
        return session.timers().nanoTime();
    }

    private long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, session.timers().now());
    }
}
