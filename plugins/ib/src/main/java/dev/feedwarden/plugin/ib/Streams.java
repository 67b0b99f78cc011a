package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The streams of one connection: asks for each under an id of its own, never the same twice, takes note of what the gateway
 * says of it, and asks again for what fell silent though its contract trades. Nothing is asked while the gateway has no link
 * to IB.
 */
final class Streams {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /** The gateway takes one tick-by-tick request for an instrument in so long. */
    private static final Duration TICK_BY_TICK_GAP = Duration.ofSeconds(15);

    /** A cancel right after its request confuses the gateway. */
    private static final Duration CANCEL_AFTER = Duration.ofMillis(100);

    /** How long after the gateway's word that all is well data is to have come. */
    private static final Duration VERIFY_WITHIN = Duration.ofSeconds(30);

    private static final Duration AGAIN = Duration.ofSeconds(1);
    private static final Duration REFUSED = Duration.ofMinutes(10);
    private static final Duration NO_CONTRACT = Duration.ofSeconds(30);
    private static final int SPURIOUS = 5;
    private static final int MOST_DOUBLINGS = 4;
    private static final int REMEMBERED_IDS = 4_000;

    private final IbFeed feed;
    private final Session session;
    private final Outbox outbox;
    private final Map<String, Subscription> wanted = new LinkedHashMap<>();
    private final Map<Integer, Subscription> requests = new HashMap<>();
    private final Set<Integer> ended = new LinkedHashSet<>();
    private final Map<Integer, Long> askedAt = new HashMap<>();

    Streams(IbFeed feed, Session session, Outbox outbox) {
        this.feed = feed;
        this.session = session;
        this.outbox = outbox;
    }

    void start() {
        session.timers().every(LOOK_EVERY, this::look);
    }

    /** The gateway acknowledges nothing. What it refuses it refuses in its own time, and that is answered here. */
    void subscribe(List<String> names) {
        for (String name : names) {
            Subscription subscription = feed.subscription(name, now());
            if (subscription != null) {
                Subscription before = wanted.put(name, subscription);
                if (before != null) {
                    end(before, now());
                }
            }
        }
        session.acknowledged(names, names);
        askWhatIsDue();
    }

    void unsubscribe(List<String> names) {
        for (String name : names) {
            Subscription left = wanted.remove(name);
            if (left != null) {
                end(left, now());
                if (!feed.wants(name)) {
                    feed.works(left);
                }
            }
        }
    }

    Collection<Subscription> all() {
        return List.copyOf(wanted.values());
    }

    /** What is asked for under the id; null for nothing any more. */
    @Nullable
    Subscription byRequest(int request) {
        return requests.get(request);
    }

    /** Whether the id was one of ours and has been ended. */
    boolean isEnded(int request) {
        return ended.contains(request);
    }

    /** The gateway has lost all of them. */
    void askForAllAgain() {
        wanted.values().forEach(subscription -> again(subscription, Duration.ZERO));
        askWhatIsDue();
    }

    /** The link is back: silence counts from now on. */
    void awaitFromNow() {
        long now = now();
        wanted.values().forEach(subscription -> subscription.await(now));
    }

    /** Data is to come soon, of those chosen. */
    void verify(Predicate<Subscription> chosen) {
        long by = now() + VERIFY_WITHIN.toNanos();
        wanted.values().stream().filter(chosen).forEach(subscription -> subscription.verify(by));
    }

    /** The gateway refused the request for a stream, or ended it. */
    void refused(Subscription subscription, Meaning meaning, String text) {
        switch (meaning) {
            case CONFLICT -> {
                feed.conflict(subscription, text);
                end(subscription, feed.conflictRetryAt());
            }
            case NOT_ENTITLED, FULL, REJECTED -> {
                tell(subscription, meaning == Meaning.FULL ? FaultKind.SUBSCRIPTION : FaultKind.CONFIGURATION, text);
                forget(subscription, pause(REFUSED, Math.min(subscription.refusals() - 1, 2)));
            }
            case NO_CONTRACT -> noContract(subscription, text);
            case FORGOTTEN -> {
                session.fault(FaultKind.SUBSCRIPTION, subscription.stream + " is not served any more: " + text);
                forget(subscription, pause(AGAIN, subscription.repeat()));
            }
            case DUPLICATE -> {
                session.fault(FaultKind.PLUGIN, subscription + ": " + text);
                forget(subscription, AGAIN);
            }
            case ADVISORY -> tell(subscription, FaultKind.VENUE, text);
            default -> session.fault(FaultKind.VENUE, subscription + ": " + text);
        }
    }

    private void noContract(Subscription subscription, String text) {
        int conId = subscription.contract.conId();
        if (subscription.refusals() >= SPURIOUS) {
            tell(
                    subscription,
                    FaultKind.CONFIGURATION,
                    "contract " + feed.contracts().name(conId) + " is not known: it has expired or is wrong: " + text);
            forget(subscription, pause(REFUSED, 1));
        } else {
            // In the nightly reset contracts that exist are not known either.
            subscription.refused(text);
            forget(subscription, pause(NO_CONTRACT, subscription.refusals() - 1));
        }
    }

    private void tell(Subscription subscription, FaultKind kind, String text) {
        if (subscription.refused(text)) {
            session.fault(kind, subscription.stream + ": " + text);
        }
    }

    /** Every second: asks for what is due, and for what is silent. */
    private void look() {
        askWhatIsDue();
        if (!feed.link().isDown() && !feed.inConflict()) {
            List<Subscription> silent = new ArrayList<>();
            for (Subscription subscription : wanted.values()) {
                if (subscription.asked() && (isSilent(subscription) || failed(subscription))) {
                    silent.add(subscription);
                }
            }
            repair(silent);
        }
    }

    private void repair(List<Subscription> silent) {
        if (silent.isEmpty()) {
            return;
        }
        session.fault(
                FaultKind.SUBSCRIPTION,
                silent.size() + " of " + wanted.size() + " streams are silent though they should not be and are asked"
                        + " for again, " + silent.get(0).stream + " first");
        for (Subscription subscription : silent) {
            subscription.repeat();
            again(subscription, Duration.ZERO);
        }
        askWhatIsDue();
    }

    /** Each time it was to no avail the patience doubles. */
    private boolean isSilent(Subscription subscription) {
        Duration limit = pause(feed.quietLimit(subscription), Math.min(subscription.repeats(), MOST_DOUBLINGS));
        return feed.silence(subscription, now()).compareTo(limit) >= 0;
    }

    private boolean failed(Subscription subscription) {
        if (!subscription.failedToVerify(now())) {
            return false;
        }
        subscription.verified();
        return feed.trades(subscription)
                && (subscription.kind.isQuoted() || !hasQuotes(subscription.contract))
                && feed.silence(subscription, now()).compareTo(VERIFY_WITHIN) >= 0;
    }

    private boolean hasQuotes(Contract contract) {
        return contract.kinds().stream().anyMatch(StreamKind::isQuoted);
    }

    private void again(Subscription subscription, Duration delay) {
        end(subscription, now() + delay.toNanos());
    }

    /** The gateway has ended the request already. */
    private void forget(Subscription subscription, Duration delay) {
        drop(subscription);
        subscription.end(now() + delay.toNanos());
    }

    private void end(Subscription subscription, long due) {
        if (subscription.asked()) {
            int request = subscription.request();
            Long asked = drop(subscription);
            if (asked != null) {
                cancel(
                        subscription.kind,
                        request,
                        Duration.ofNanos(asked - now()).plus(CANCEL_AFTER));
            }
        }
        subscription.end(due);
    }

    private void cancel(StreamKind kind, int request, Duration wait) {
        Buffer cancel = kind.isTickByTick()
                ? feed.codec().cancelTickByTick(request)
                : feed.codec().cancelMarketData(request);
        if (wait.isNegative() || wait.isZero()) {
            outbox.sendInBulk(cancel, () -> {});
        } else {
            session.timers().after(wait, () -> outbox.sendInBulk(cancel, () -> {}));
        }
    }

    /** Gives a request up; when it was sent, or null if it still waits to be. */
    private @Nullable Long drop(Subscription subscription) {
        int request = subscription.request();
        requests.remove(request);
        if (ended.size() >= REMEMBERED_IDS) {
            ended.remove(ended.iterator().next());
        }
        ended.add(request);
        return askedAt.remove(request);
    }

    private void askWhatIsDue() {
        if (feed.link().isDown()) {
            return;
        }
        long now = now();
        for (Subscription subscription : wanted.values()) {
            if (subscription.due(now) && !waitsForConflict(subscription, now)) {
                ask(subscription, now);
            }
        }
    }

    private boolean waitsForConflict(Subscription subscription, long now) {
        return feed.conflicts(subscription) && feed.conflictRetryAt() - now > 0;
    }

    private void ask(Subscription subscription, long now) {
        Contract contract = subscription.contract;
        String exchange = feed.contracts().exchange(contract);
        boolean tickByTick = subscription.kind.isTickByTick();
        if (exchange.isEmpty() || (tickByTick && !feed.mayAskTickByTick(contract, now, TICK_BY_TICK_GAP))) {
            return;
        }
        int request = feed.nextRequest();
        subscription.ask(request, now);
        requests.put(request, subscription);
        Buffer message = tickByTick
                ? feed.codec().tickByTick(request, contract, exchange, subscription.kind.tickByTick())
                : feed.codec().marketData(request, contract, exchange);
        outbox.sendInBulk(message, () -> {
            if (subscription.request() == request) {
                askedAt.put(request, now());
            } else {
                cancel(subscription.kind, request, CANCEL_AFTER); // given up while it waited for its turn
            }
        });
    }

    private static Duration pause(Duration first, int doublings) {
        return first.multipliedBy(1L << Math.max(0, Math.min(doublings, MOST_DOUBLINGS)));
    }

    private long now() {
        return session.timers().nanoTime();
    }
}
