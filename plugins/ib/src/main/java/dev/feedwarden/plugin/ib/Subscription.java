package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Trade;
import java.time.Duration;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * One stream on one connection: under which request it is asked for, if it is, and what it brought. Knows what is live from
 * what the gateway replays: on each request it sends the last values it has, once each, and a dead stream looks just like
 * that.
 */
final class Subscription {

    /** The first message of each kind within so long after the first of all is a value of the past. */
    static final Duration REPLAY = Duration.ofSeconds(3);

    private static final int NONE = 0;
    private static final int MOST_TYPES = 256;

    final Contract contract;
    final StreamKind kind;
    final String stream;
    private final BitSet replayed = new BitSet(MOST_TYPES);
    private QuoteBook book = new QuoteBook();
    private int request = NONE;
    private boolean answered;
    private long firstNanos;
    private long awaitedSince;
    private long dueNanos;
    private int repeats;
    private int refusals;
    private String refusal = "";
    private boolean halted;
    private boolean delayed;
    private boolean verifying;
    private long verifyBy;
    private long lastMicros;

    Subscription(Contract contract, StreamKind kind, long now) {
        this.contract = contract;
        this.kind = kind;
        stream = contract.stream(kind);
        dueNanos = now;
        awaitedSince = now;
    }

    boolean asked() {
        return request != NONE;
    }

    int request() {
        return request;
    }

    /** It is asked for under a new id. */
    void ask(int id, long now) {
        request = id;
        awaitedSince = now;
        answered = false;
        halted = false;
        verifying = false;
        replayed.clear();
        book = new QuoteBook();
    }

    /** It is not asked for any more, and is to be again at some time. */
    void end(long due) {
        request = NONE;
        dueNanos = due;
    }

    boolean due(long now) {
        return !asked() && now - dueNanos >= 0;
    }

    /** The gateway said something of the request. */
    void heard(long now) {
        if (!answered) {
            answered = true;
            firstNanos = now;
        }
    }

    /** Whether a message of this type, of a request that was heard of, is live. */
    boolean live(int type, long now) {
        int bit = Math.floorMod(type, MOST_TYPES);
        boolean first = !replayed.get(bit);
        replayed.set(bit);
        return !first || now - firstNanos > REPLAY.toNanos();
    }

    /** Live data came. */
    void fresh(long now) {
        awaitedSince = now;
        repeats = 0;
        refusals = 0;
        refusal = "";
        verifying = false;
    }

    /** Its silence counts from now on. */
    void await(long now) {
        awaitedSince = now;
    }

    long awaitedSince() {
        return awaitedSince;
    }

    /** How often it was asked for again since the last data; one more from now on. */
    int repeat() {
        return repeats++;
    }

    int repeats() {
        return repeats;
    }

    /** The gateway refused it; whether for another reason than before. */
    boolean refused(String reason) {
        boolean news = !refusal.equals(reason);
        refusal = reason;
        refusals++;
        return news;
    }

    int refusals() {
        return refusals;
    }

    /** Whether the gateway has said no and nothing has come since. */
    boolean isRefused() {
        return !refusal.isEmpty();
    }

    boolean halted() {
        return halted;
    }

    void halted(boolean now) {
        halted = now;
    }

    boolean delayed() {
        return delayed;
    }

    /** Whether only delayed data is sent; whether that is news. */
    boolean delayed(boolean now) {
        boolean news = delayed != now;
        delayed = now;
        return news;
    }

    /** Data is to come by then, or the stream is asked for again. */
    void verify(long by) {
        if (asked() && !verifying) {
            verifying = true;
            verifyBy = by;
        }
    }

    /** Whether data was to come by now and has not. */
    boolean failedToVerify(long now) {
        return verifying && now - verifyBy >= 0;
    }

    void verified() {
        verifying = false;
    }

    QuoteBook book() {
        return book;
    }

    /** A quote of level 1, which has no time of the venue. */
    Quote quote(String feed, long receivedMicros) {
        return book.quote(feed, stream, next(receivedMicros), receivedMicros);
    }

    /** A quote of tick by tick. */
    Quote quote(
            String feed,
            long epochSeconds,
            long receivedMicros,
            double bid,
            double ask,
            double bidSize,
            double askSize) {
        return new QuoteBuilder(feed, stream, within(epochSeconds), receivedMicros)
                .bid(bid > 0 || bidSize > 0 ? bid : Double.NaN)
                .ask(ask > 0 || askSize > 0 ? ask : Double.NaN)
                .bidSize(bid > 0 || bidSize > 0 ? bidSize : Double.NaN)
                .askSize(ask > 0 || askSize > 0 ? askSize : Double.NaN)
                .build();
    }

    /** The venue gives trades no id: it is their second and their place in it. */
    Trade trade(String feed, long epochSeconds, long receivedMicros, double price, double size) {
        long micros = within(epochSeconds);
        return new Trade(
                feed,
                stream,
                micros,
                receivedMicros,
                epochSeconds + "-" + micros % 1_000_000L,
                price,
                size,
                Trade.Side.UNKNOWN);
    }

    /** The gateway tells whole seconds: the ticks of one second are a microsecond apart, so that none looks like a repeat. */
    private long within(long epochSeconds) {
        return next(epochSeconds * 1_000_000L);
    }

    private long next(long micros) {
        lastMicros = Math.max(micros, lastMicros + 1);
        return lastMicros;
    }

    @Override
    public String toString() {
        return stream + (asked() ? " under " + request : "");
    }

    /** For a person: the last refusal; null where there is none. */
    @Nullable
    String refusal() {
        return refusal.isEmpty() ? null : refusal;
    }
}
