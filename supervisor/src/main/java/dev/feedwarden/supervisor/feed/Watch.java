package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.feed.FeedLimits;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The time limits of one connection that is up. Keeps two clocks, the last complete message and the last data, and says
 * in one line which limit was passed. Its timers are the connection's and end with it.
 */
final class Watch {

    private static final Duration PING_EVERY = Duration.ofSeconds(20);
    private static final Duration PONG_WITHIN = Duration.ofSeconds(10);
    private static final Duration FULL_FOR = Duration.ofSeconds(10);

    private final Timers timers;
    private final FeedLimits limits;
    private final Transport.Link link;
    private final BooleanSupplier dataDue;
    private final Consumer<String> passed;
    private final long since;
    private long lastMessage;
    private long lastData;
    private boolean data;
    private boolean ready;
    private boolean granted;
    private @Nullable Timer pong;
    private @Nullable Timer stalled;

    /**
     * Starts watching.
     *
     * @param dataDue whether data is due now from what was granted
     * @param passed is told which limit was passed
     */
    Watch(Timers timers, FeedLimits limits, Transport.Link link, BooleanSupplier dataDue, Consumer<String> passed) {
        this.timers = timers;
        this.limits = limits;
        this.link = link;
        this.dataDue = dataDue;
        this.passed = passed;
        since = timers.nanoTime();
        lastMessage = since;
        timers.after(limits.messageAge(), this::checkMessageAge);
        timers.after(limits.firstDataTimeout(), this::checkReady);
        if (link.framed()) {
            timers.every(PING_EVERY, this::ping);
        }
    }

    /** A complete message came. */
    void message() {
        lastMessage = timers.nanoTime();
    }

    /** Data came. */
    void data() {
        data = true;
        lastData = timers.nanoTime();
    }

    /** The venue may be subscribed. */
    void ready() {
        ready = true;
    }

    /** The venue granted streams: from the first time on, data is due. */
    void granted() {
        if (!granted) {
            granted = true;
            timers.after(limits.firstDataTimeout(), this::checkFirstData);
        }
    }

    void ponged() {
        if (pong != null) {
            pong.cancel();
            pong = null;
        }
    }

    /** Something was sent: the peer must not leave it lying. */
    void sent() {
        if (stalled == null && link.full()) {
            stalled = timers.after(FULL_FOR, () -> pass("the peer took nothing we sent for " + words(FULL_FOR)));
        }
    }

    /** The peer takes more again. */
    void drained() {
        if (stalled != null) {
            stalled.cancel();
            stalled = null;
        }
    }

    private void ping() {
        if (pong == null) {
            link.ping();
            pong = timers.after(PONG_WITHIN, () -> pass("no pong within " + words(PONG_WITHIN)));
        }
    }

    private void checkMessageAge() {
        Duration left = limits.messageAge().minusNanos(timers.nanoTime() - lastMessage);
        if (left.isZero() || left.isNegative()) {
            pass("no complete message for " + words(limits.messageAge()));
        } else {
            timers.after(left, this::checkMessageAge);
        }
    }

    private void checkReady() {
        if (!ready) {
            pass("not ready to be subscribed within " + words(limits.firstDataTimeout()));
        }
    }

    private void checkFirstData() {
        if (!data && !dataDue.getAsBoolean()) {
            timers.after(limits.firstDataTimeout(), this::checkFirstData);
        } else if (!data) {
            pass("no data within " + words(limits.firstDataTimeout()) + " after the first acknowledgement");
        }
    }

    private void pass(String limit) {
        long now = timers.nanoTime();
        passed.accept(limit + "; up for " + seconds(now - since) + " s, last message " + seconds(now - lastMessage)
                + " s ago, " + (data ? "last data " + seconds(now - lastData) + " s ago" : "no data yet"));
    }

    private static long seconds(long nanos) {
        return Duration.ofNanos(nanos).toSeconds();
    }

    private static String words(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
