package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.feed.FeedLimits;
import dev.feedwarden.api.feed.Session.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for what is wanted on one connection and not granted, in requests within the venue's limits, one at a time and at
 * its pace. Every request goes out in a turn of its own.
 */
final class Subscriber {

    private static final int SMALL_REQUEST = 10;
    private static final int MOST_TIMEOUTS = 3;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final FeedLimits limits;
    private final Timers timers;
    private final Port port;
    private final Subscriptions subscriptions;
    private final Set<String> asked = new HashSet<>();
    private boolean ready;
    private int timeouts;
    private long nextRequest;
    private @Nullable Timer turn;
    private @Nullable Timer answer;

    /** @param timers the connection's, so that nothing is asked once it is gone */
    Subscriber(FeedLimits limits, Timers timers, Port port) {
        this.limits = limits;
        this.timers = timers;
        this.port = port;
        subscriptions = new Subscriptions(limits.streamsPerRequest(), limits.requestBytes(), port::requestBytes);
        nextRequest = timers.nanoTime();
    }

    /** Takes over the streams that this connection carries from now on. */
    void want(Set<String> wanted) {
        subscriptions.want(wanted, timers.nanoTime());
        wake();
    }

    /** The venue may be asked. */
    void ready() {
        ready = true;
        wake();
    }

    /** Unsubscribes and subscribes anew; what was refused is asked for again at once. */
    void restart(Collection<String> streams) {
        subscriptions.restart(streams, timers.nanoTime());
        wake();
    }

    void acknowledged(List<String> request, Collection<String> answered) {
        Set<String> granted = new HashSet<>(answered);
        List<String> missing = new ArrayList<>();
        boolean any = false;
        for (String stream : request) {
            boolean awaited = asked.remove(stream);
            if (granted.contains(stream)) {
                any = true;
                subscriptions.grant(stream);
            } else if (awaited && subscriptions.wants(stream)) {
                subscriptions.narrow(stream, SMALL_REQUEST);
                missing.add(stream);
            }
        }
        if (any) {
            port.granted();
        }
        again(missing, Duration.ZERO, "missing in the acknowledgement");
        answered();
    }

    void refused(List<String> request, Refusal refusal, String reason) {
        List<String> wanted = request.stream().filter(subscriptions::wants).toList();
        request.forEach(asked::remove);
        switch (refusal) {
            case RETRY -> again(wanted, RETRY_AFTER, reason);
            case GONE -> port.gone(wanted);
            case TOO_LARGE -> halve(wanted, reason);
            case FATAL -> port.fatal(reason);
        }
        answered();
    }

    /** Looks for something to ask, now or when it falls due. */
    void wake() {
        if (turn != null) {
            turn.cancel();
            turn = null;
        }
        if (ready && asked.isEmpty()) {
            long now = timers.nanoTime();
            OptionalLong due = subscriptions.due(now, port.halted());
            if (due.isPresent()) {
                long wait = Math.max(due.getAsLong() - now, Math.max(0, nextRequest - now));
                turn = timers.after(Duration.ofNanos(wait), this::request);
            }
        }
    }

    private void request() {
        turn = null;
        nextRequest = timers.nanoTime()
                + Math.max(limits.requestPace().toNanos(), port.pace().toNanos());
        List<String> leaving = subscriptions.takeLeaving();
        List<String> due = leaving.isEmpty() ? subscriptions.nextDue(timers.nanoTime()) : List.of();
        if (!leaving.isEmpty()) {
            port.unsubscribe(leaving);
        } else if (!due.isEmpty()) {
            asked.addAll(due);
            answer = timers.after(limits.ackTimeout(), this::unanswered);
            port.subscribe(due);
        }
        wake();
    }

    private void again(List<String> streams, Duration delay, String reason) {
        List<String> gone = streams.stream().filter(port::expired).toList();
        List<String> refused = streams.stream()
                .filter(stream -> !gone.contains(stream) && !subscriptions.again(stream, delay, timers.nanoTime()))
                .toList();
        port.retried(streams.size() - gone.size() - refused.size());
        if (!refused.isEmpty()) {
            port.refused(refused, reason);
        }
        if (!gone.isEmpty()) {
            port.gone(gone);
        }
    }

    private void halve(List<String> streams, String reason) {
        if (streams.size() == 1) {
            subscriptions.putOff(streams.get(0), timers.nanoTime());
            port.refused(streams, reason);
        } else {
            streams.forEach(stream -> subscriptions.narrow(stream, (streams.size() + 1) / 2));
            port.retried(streams.size());
        }
    }

    private void answered() {
        if (asked.isEmpty()) {
            timeouts = 0;
            if (answer != null) {
                answer.cancel();
                answer = null;
            }
        }
        wake();
    }

    private void unanswered() {
        answer = null;
        int streams = asked.size();
        asked.clear();
        timeouts++;
        port.unanswered(streams, timeouts == MOST_TIMEOUTS);
        wake();
    }

    /** What a subscriber needs of its connection, and tells it. */
    interface Port {

        void subscribe(List<String> streams);

        void unsubscribe(List<String> streams);

        int requestBytes(String stream);

        /** The least time between two requests because the venue complained of too many. */
        Duration pace();

        /** Whether nothing may be asked, because the venue has refused for good. */
        boolean halted();

        /** Whether a stream's time is over, so that it cannot be had any more. */
        boolean expired(String stream);

        /** The venue granted something. */
        void granted();

        /** So many streams are asked for again. */
        void retried(int streams);

        /** The venue keeps refusing these; they are asked for again in five minutes. */
        void refused(List<String> streams, String reason);

        void gone(List<String> streams);

        void fatal(String reason);

        /** A request for so many streams was not answered in time; for the last time, if {@code over}. */
        void unanswered(int streams, boolean over);
    }
}
