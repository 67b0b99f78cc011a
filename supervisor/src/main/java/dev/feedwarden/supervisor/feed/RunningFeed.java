package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.feed.Stream;
import dev.feedwarden.supervisor.plugin.Running;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One feed with its sessions: as many as the wanted streams need, at least one. Lives on the event loop of its site. */
final class RunningFeed implements Running {

    private static final Duration SAMPLE_EVERY = Duration.ofMillis(200);
    private static final Duration QUIET_SAMPLE_EVERY = Duration.ofSeconds(1);
    private static final Duration STATS_EVERY = Duration.ofMinutes(1);
    private static final long CLOSE_SECONDS = 3;

    private final String id;
    private final FeedScope scope;
    private final Supplier<Transport> transports;
    private final TreeMap<Integer, FeedSession> sessions = new TreeMap<>();
    private final List<Timer> timers = new ArrayList<>();
    private Future<?> leaving = Future.succeededFuture();
    private Event.@Nullable Sampled last;
    private long lastSampled;
    private Timer pauseEnds = () -> {};
    private boolean paused;
    private boolean stopped;

    RunningFeed(String id, FeedScope scope, Supplier<Transport> transports) {
        this.id = id;
        this.scope = scope;
        this.transports = transports;
    }

    /** Connects, and samples from now on. */
    void start() {
        spread();
        timers.add(scope.timers().every(SAMPLE_EVERY, this::sample));
        timers.add(scope.timers().every(STATS_EVERY, this::minute));
    }

    /** Takes over the streams that the feed wants from now on. */
    void want(List<Stream> streams) {
        if (!stopped && scope.plan().want(streams)) {
            scope.report().wanted(scope.plan().streams());
            scope.plan().resume();
            spread();
        }
    }

    /** Does it to every session, or to the one that carries the stream. */
    Outcome act(FeedAction action, @Nullable String stream) {
        Integer only = stream == null ? null : scope.plan().session(stream);
        if (stopped || paused) {
            return new Outcome(false, "feed '" + id + "' is " + (stopped ? "stopped" : "paused"));
        }
        if (stream != null && only == null) {
            return new Outcome(false, "feed '" + id + "' has no stream '" + stream + "'");
        }
        scope.plan().resume();
        int done = 0;
        for (var entry : sessions.entrySet()) {
            if (only == null || only.equals(entry.getKey())) {
                done += act(action, entry.getKey(), entry.getValue(), stream) ? 1 : 0;
            }
        }
        return new Outcome(done > 0, action.word() + " begun on " + done + " of " + sessions.size() + " connections");
    }

    /**
     * Closes every connection in order, and makes none meanwhile.
     *
     * @param limit how long; null for until it is resumed
     */
    Outcome pause(@Nullable Duration limit) {
        if (stopped) {
            return new Outcome(false, "feed '" + id + "' is stopped");
        }
        String text = limit == null ? "paused until it is resumed" : "paused for " + limit.toSeconds() + " s";
        pauseEnds.cancel();
        pauseEnds = limit == null ? () -> {} : scope.timers().after(limit, this::resume);
        if (!paused) {
            paused = true;
            scope.report().paused(text);
            sessions.values().forEach(this::leave);
            sessions.clear();
        }
        return new Outcome(true, text);
    }

    /** Ends a pause. */
    Outcome resume() {
        if (stopped || !paused) {
            return new Outcome(false, "feed '" + id + "' is " + (stopped ? "stopped" : "not paused"));
        }
        pauseEnds.cancel();
        paused = false;
        scope.report().resumed();
        scope.plan().resume();
        spread();
        return new Outcome(true, "resumed with " + sessions.size() + " connections");
    }

    @Override
    public Future<Void> stop() {
        if (stopped) {
            return Future.succeededFuture();
        }
        stopped = true;
        pauseEnds.cancel();
        timers.forEach(Timer::cancel);
        scope.report().stopped();
        sessions.values().forEach(this::leave);
        sessions.clear();
        scope.counters().close();
        return leaving.otherwiseEmpty()
                .eventually(() -> scope.feed().close().timeout(CLOSE_SECONDS, TimeUnit.SECONDS))
                .mapEmpty();
    }

    private boolean act(FeedAction action, int number, FeedSession session, @Nullable String stream) {
        switch (action) {
            case RECONNECT -> session.reconnect();
            case RESET_CONNECTION -> session.reset();
            case RESTART_STREAMS -> {
                return session.restart(stream == null ? scope.plan().streams(number) : List.of(stream));
            }
            case PAUSE, RESUME -> throw new IllegalArgumentException(action.word() + " is done to a whole feed");
        }
        return true;
    }

    /** Makes the sessions that the plan needs, tells each what it carries, and ends those that carry nothing. */
    private void spread() {
        if (stopped || paused) {
            return;
        }
        scope.intake().want(scope.plan().streams());
        List<Integer> needed = scope.plan().sessions();
        sessions.entrySet().removeIf(entry -> {
            boolean surplus = !needed.contains(entry.getKey());
            if (surplus) {
                leave(entry.getValue());
            }
            return surplus;
        });
        for (int number : needed) {
            FeedSession session = sessions.get(number);
            if (session == null) {
                FeedSession added = new FeedSession(number, scope, transports);
                sessions.put(number, added);
                added.want(scope.plan().streams(number));
                added.start();
            } else {
                session.want(scope.plan().streams(number));
            }
        }
    }

    private void leave(FeedSession session) {
        Future<Void> left = session.stop();
        leaving = leaving.isComplete() ? left : Future.join(leaving, left);
    }

    private void minute() {
        scope.counters().logStats();
        if (scope.clock().known()) {
            scope.report().clock(scope.clock().offset().negated());
        }
    }

    private Strain strain() {
        long now = scope.timers().nanoTime();
        return new Strain(
                sessions.values().stream()
                        .map(FeedSession::breaker)
                        .max(Comparator.naturalOrder())
                        .orElse(Breaker.State.CLOSED),
                sessions.values().stream()
                        .mapToInt(FeedSession::failedInARow)
                        .max()
                        .orElse(0),
                scope.patience().storm().raging(now),
                scope.patience().pace().delay(now));
    }

    private void sample() {
        scope.report().strain(strain());
        int up = Math.toIntExact(
                sessions.values().stream().filter(FeedSession::connected).count());
        int streams = scope.plan().streams().size();
        scope.counters().state(up, streams);
        var sample = new Event.Sampled(
                id,
                up,
                sessions.size(),
                streams,
                scope.intake().drain(),
                scope.timers().now());
        long now = scope.timers().nanoTime();
        if (isNews(sample) || now - lastSampled >= QUIET_SAMPLE_EVERY.toNanos()) {
            last = sample;
            lastSampled = now;
            scope.report().sampled(sample);
        }
    }

    private boolean isNews(Event.Sampled sample) {
        return last == null
                || !sample.streams().isEmpty()
                || sample.connections() != last.connections()
                || sample.wanted() != last.wanted()
                || sample.streamsWanted() != last.streamsWanted();
    }
}
