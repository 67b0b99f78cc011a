package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.supervisor.status.CoreMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one feed tells the supervisor, as facts, log lines and numbers. Faults beyond 20 a second are only counted. */
final class FeedReport {

    private static final Logger log = LoggerFactory.getLogger(FeedReport.class);
    private static final int FAULTS_A_SECOND = 20;

    /** As the clients that operators know have always said it; their searches look for these words. */
    private static final String LOST = "Connection to remote host was lost ";

    private final String feed;
    private final Consumer<Event> facts;
    private final Timers timers;
    private final FeedCounters counters;
    private final FeedGaps gaps;
    private @Nullable Strain strain;
    private VenueState said = VenueState.OPEN;
    private boolean misconfigured;
    private boolean paused;
    private VenueState venue = VenueState.OPEN;
    private long second;
    private int faults;

    FeedReport(String feed, Consumer<Event> facts, Timers timers, FeedCounters counters, FeedGaps gaps) {
        this.feed = feed;
        this.facts = facts;
        this.timers = timers;
        this.counters = counters;
        this.gaps = gaps;
        second = timers.nanoTime();
    }

    void connected(int connection, String endpoint, boolean again) {
        if (again) {
            counters.reconnect();
        }
        log.info("connected feed={} connection={} endpoint={} again={}", feed, connection, endpoint, again);
        facts.accept(new Event.Connected(feed, connection, endpoint, again, timers.now()));
    }

    /** A tick of a wanted stream came. */
    void tick(int connection, Tick tick) {
        gaps.tick(connection, tick);
    }

    /** A connection is not wanted any more. */
    void left(int connection) {
        gaps.left(connection);
    }

    /** The feed is ended in order. */
    void stopped() {
        gaps.stopped();
    }

    /** The peer or a limit ended a connection. */
    void disconnected(int connection, FaultKind cause, String text) {
        boolean lost = cause == FaultKind.CLOSED || cause == FaultKind.TIMEOUT;
        disconnected(lost ? LOST : "", connection, cause, text);
    }

    /** A connection was ended because somebody asked for it. */
    void dropped(int connection, String why) {
        disconnected("", connection, FaultKind.CLOSED, why);
    }

    private void disconnected(String note, int connection, FaultKind cause, String text) {
        String detail = Details.line(text);
        counters.error(cause);
        gaps.lost(connection, cause);
        log.warn("disconnected {}feed={} connection={} cause={} detail=\"{}\"", note, feed, connection, cause, detail);
        facts.accept(new Event.Disconnected(feed, connection, cause, detail, timers.now()));
    }

    void attemptFailed(int connection, String text, int inARow, Duration nextIn) {
        String detail = Details.line(text);
        counters.error(FaultKind.CONNECT);
        gaps.lost(connection, FaultKind.CONNECT);
        log.warn(
                "attempt failed feed={} connection={} inARow={} nextInMillis={} detail=\"{}\"",
                feed,
                connection,
                inARow,
                nextIn.toMillis(),
                detail);
        facts.accept(new Event.AttemptFailed(feed, connection, detail, inARow, nextIn, timers.now()));
    }

    void fault(FaultKind kind, String text) {
        counters.error(kind);
        if (kind == FaultKind.GAP) {
            gaps.reported();
        }
        if (admitted()) {
            String detail = Details.line(text);
            log.warn("fault feed={} kind={} detail=\"{}\"", feed, kind, detail);
            facts.accept(new Event.Faulted(feed, kind, detail, timers.now()));
        }
    }

    /** The plugin threw. */
    void threw(String where, Throwable error) {
        fault(FaultKind.PLUGIN, "the plugin threw in " + where + ": " + error);
        log.debug("plugin threw feed={} where={}", feed, where, error);
    }

    void refused(List<String> streams, String reason) {
        String detail = Details.line(reason);
        facts.accept(new Event.Refused(feed, streams, detail, timers.now()));
        fault(FaultKind.SUBSCRIPTION, streams.size() + " streams refused, " + streams.get(0) + " first: " + detail);
    }

    /** Takes the venue's word as the protocol gives it, and reports it if that changes anything. */
    void venue(VenueState state, String text) {
        said = state;
        tell(text);
    }

    /** The venue has refused for good what the configuration asks for; whatever it says, it is so until it serves. */
    void misconfigured(String reason) {
        fault(FaultKind.CONFIGURATION, reason);
        misconfigured = true;
        tell(reason);
    }

    /** The venue granted something, so what is subscribed works. What the venue says of itself is not touched. */
    void serves() {
        misconfigured = false;
        tell("the venue grants streams again");
    }

    /** A person has paused the feed: it ends in order, whatever the venue says. */
    void paused(String text) {
        paused = true;
        gaps.stopped();
        tell(text);
    }

    void resumed() {
        paused = false;
        tell("resumed");
    }

    /** How the feed is held back now; told if that has changed. How many attempts have failed, each of them tells. */
    void strain(Strain now) {
        counters.strain(now);
        if (strain == null || !now.sameHold(strain)) {
            if (strain != null) {
                log.warn(
                        "held back feed={} breaker={} storm={} paceMillis={}",
                        feed,
                        now.breaker().word(),
                        now.storm(),
                        now.pace().toMillis());
            }
            measured(
                    reading(CoreMetrics.FEED_BREAKER, now.breaker().value()),
                    reading(CoreMetrics.FEED_STORM, now.storm() ? 1 : 0),
                    reading(CoreMetrics.FEED_PACE, now.pace().toMillis() / 1000.0));
        }
        strain = now;
    }

    /** How far our clock is ahead of the venue's. */
    void clock(Duration ahead) {
        measured(reading(CoreMetrics.FEED_CLOCK, ahead.toMillis() / 1000.0));
    }

    void wanted(Collection<String> streams) {
        facts.accept(new Event.StreamsWanted(feed, List.copyOf(streams), timers.now()));
    }

    void sampled(Event.Sampled sample) {
        facts.accept(sample);
    }

    private void measured(Reading... readings) {
        facts.accept(new Event.Measured(feed, List.of(readings), timers.now()));
    }

    private Reading reading(Metric metric, double value) {
        return new Reading(metric.name(), feed, value, timers.now());
    }

    private void tell(String text) {
        VenueState state = paused ? VenueState.PAUSED : misconfigured ? VenueState.MISCONFIGURED : said;
        if (state != venue) {
            String detail = Details.line(text);
            log.info("venue feed={} state={} detail=\"{}\"", feed, state.word(), detail);
            venue = state;
            gaps.venue(state);
            facts.accept(new Event.VenueChanged(feed, state, detail, timers.now()));
        }
    }

    private boolean admitted() {
        long now = timers.nanoTime();
        if (now - second >= Duration.ofSeconds(1).toNanos()) {
            second = now;
            faults = 0;
        }
        faults++;
        if (faults > FAULTS_A_SECOND) {
            counters.folded();
            return false;
        }
        return true;
    }
}
