package dev.feedwarden.api.kit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.feed.Session;
import dev.feedwarden.api.tick.Tick;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One connection without a venue: it records what the protocol does. Used from one thread. */
public final class TestSession implements Session {

    private final int index;
    private final Timers timers;
    private final List<Buffer> sent = new ArrayList<>();
    private final List<Tick> ticks = new ArrayList<>();
    private final List<Answer> answers = new ArrayList<>();
    private final List<TestContext.Fault> faults = new ArrayList<>();
    private final List<String> malformed = new ArrayList<>();
    private final List<VenueState> venue = new ArrayList<>();
    private final List<Reset> resets = new ArrayList<>();
    private final List<List<String>> restarts = new ArrayList<>();
    private int ready;
    private @Nullable Instant venueTime;

    /**
     * An answer to a subscribe request.
     *
     * @param refusal null where it was acknowledged
     */
    public record Answer(
            List<String> asked,
            List<String> granted,
            @Nullable Refusal refusal) {}

    /** A wish for another connection. */
    public record Reset(FaultKind cause, String detail, Duration notBefore) {}

    public TestSession(int index, Timers timers) {
        this.index = index;
        this.timers = timers;
    }

    public List<Buffer> sent() {
        return sent;
    }

    public List<Tick> ticks() {
        return ticks;
    }

    public List<Answer> answers() {
        return answers;
    }

    public List<TestContext.Fault> faults() {
        return faults;
    }

    /** The reasons given for what could not be decoded. */
    public List<String> malformed() {
        return malformed;
    }

    public List<VenueState> venue() {
        return venue;
    }

    public List<Reset> resets() {
        return resets;
    }

    /** The streams of each wish to ask for them again. */
    public List<List<String>> restarts() {
        return restarts;
    }

    /** How often the protocol said that the venue may be subscribed. */
    public int readyCount() {
        return ready;
    }

    /** The venue's clock as last reported; null before the first report. */
    public @Nullable Instant venueTime() {
        return venueTime;
    }

    @Override
    public int index() {
        return index;
    }

    @Override
    public Timers timers() {
        return timers;
    }

    @Override
    public void send(Buffer message) {
        sent.add(message);
    }

    @Override
    public void ready() {
        ready++;
    }

    @Override
    public void acknowledged(List<String> asked, Collection<String> granted) {
        answers.add(new Answer(List.copyOf(asked), List.copyOf(granted), null));
    }

    @Override
    public void refused(List<String> asked, Refusal refusal, String reason) {
        answers.add(new Answer(List.copyOf(asked), List.of(), refusal));
    }

    @Override
    public void restart(List<String> streams, String reason) {
        restarts.add(List.copyOf(streams));
    }

    @Override
    public void tick(Tick tick) {
        ticks.add(tick);
    }

    @Override
    public void fault(FaultKind kind, String detail) {
        faults.add(new TestContext.Fault(kind, detail));
    }

    @Override
    public void malformed(Buffer frame, String reason) {
        malformed.add(reason);
    }

    @Override
    public void venue(VenueState state, String detail) {
        venue.add(state);
    }

    @Override
    public void venueTime(Instant time) {
        venueTime = time;
    }

    @Override
    public void reset(FaultKind cause, String detail) {
        reset(cause, detail, Duration.ZERO);
    }

    @Override
    public void reset(FaultKind cause, String detail, Duration notBefore) {
        resets.add(new Reset(cause, detail, notBefore));
    }
}
