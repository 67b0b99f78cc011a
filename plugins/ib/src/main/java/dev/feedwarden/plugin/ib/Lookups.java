package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.feed.Session;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks one connection what it knows of the contracts: at its start, where there was no answer, and once a day, since hours
 * are told for a few days only.
 */
final class Lookups {

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);
    private static final Duration RELOAD_AFTER = Duration.ofDays(1);
    private static final Duration RETRY_FIRST = Duration.ofSeconds(30);
    private static final int MOST_DOUBLINGS = 6;

    private final IbFeed feed;
    private final Session session;
    private final Outbox outbox;
    private final Map<Integer, Lookup> open = new HashMap<>();
    private final Map<Integer, Lookup> byContract = new HashMap<>();

    Lookups(IbFeed feed, Session session, Outbox outbox) {
        this.feed = feed;
        this.session = session;
        this.outbox = outbox;
    }

    void start() {
        session.timers().every(LOOK_EVERY, this::look);
        look();
    }

    /** Whether the id is that of an open question of ours. */
    boolean owns(int request) {
        return open.containsKey(request);
    }

    /** One of the answers; of several the one of the exchange that is asked. */
    void answered(int request, ContractData data) {
        Lookup lookup = open.get(request);
        if (lookup != null && lookup.contract.conId() == data.conId()) {
            String exchange = lookup.contract.exchange();
            if (lookup.best == null || data.exchange().equals(exchange)) {
                lookup.best = data;
            }
        }
    }

    /** There are no more answers. */
    void ended(int request) {
        Lookup lookup = open.remove(request);
        if (lookup != null) {
            ContractData best = lookup.best;
            if (best == null) {
                lookup.failed(now());
            } else {
                lookup.due = now() + RELOAD_AFTER.toNanos();
                lookup.failures = 0;
                feed.learned(best);
            }
        }
    }

    /** An error instead of an answer. */
    void refused(int request, Meaning meaning, String text) {
        Lookup lookup = open.remove(request);
        if (lookup == null) {
            return;
        }
        lookup.failed(now());
        if (!text.equals(lookup.refusal)) {
            lookup.refusal = text;
            FaultKind kind = meaning == Meaning.NO_CONTRACT || meaning == Meaning.REJECTED
                    ? FaultKind.CONFIGURATION
                    : FaultKind.VENUE;
            session.fault(
                    kind, "contract " + feed.contracts().name(lookup.contract.conId()) + " is not told of: " + text);
        }
    }

    private void look() {
        long now = now();
        if (feed.link().isDown()) {
            return;
        }
        for (Lookup lookup : List.copyOf(open.values())) {
            if (now - lookup.askedAt >= ANSWER_WITHIN.toNanos()) {
                open.remove(lookup.request);
                lookup.failed(now);
            }
        }
        for (Contract contract : feed.watched()) {
            Lookup lookup = byContract.computeIfAbsent(contract.conId(), id -> new Lookup(contract, now));
            if (!open.containsValue(lookup) && now - lookup.due >= 0) {
                lookup.request = feed.nextRequest();
                lookup.best = null;
                lookup.askedAt = now;
                open.put(lookup.request, lookup);
                outbox.sendInBulk(feed.codec().contractData(lookup.request, contract), () -> {});
            }
        }
    }

    private long now() {
        return session.timers().nanoTime();
    }

    /** What is asked about one contract. */
    private static final class Lookup {
        private final Contract contract;
        private int request;
        private long askedAt;
        private long due;
        private int failures;
        private String refusal = "";
        private @Nullable ContractData best;

        private Lookup(Contract contract, long now) {
            this.contract = contract;
            due = now;
        }

        /** Half a minute, doubled up to half an hour. */
        private void failed(long now) {
            due = now + (RETRY_FIRST.toNanos() << Math.min(failures, MOST_DOUBLINGS));
            failures++;
        }
    }
}
