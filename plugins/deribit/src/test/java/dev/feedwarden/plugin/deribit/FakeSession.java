package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.feed.FeedProtocol;
import dev.feedwarden.api.feed.Session;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.Tick;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose venue is the test: it keeps what the protocol sends, byte for byte, and what it reports. As the
 * contract says, it does nothing once it has been reset, its timers end with it, and the venue's word is a report only
 * where it changes.
 */
final class FakeSession implements Session {

    final List<String> sent = new ArrayList<>();
    final List<Quote> ticks = new ArrayList<>();
    final List<String> malformed = new ArrayList<>();
    /** Everything else, in order, one line each. */
    final List<String> reports = new ArrayList<>();

    @Nullable
    Instant venueTime;

    boolean ready;
    boolean over;
    private VenueState venue = VenueState.OPEN;
    private final int index;
    private final EndingTimers timers;
    private @Nullable FeedProtocol protocol;

    FakeSession(int index, Timers timers) {
        this.index = index;
        this.timers = new EndingTimers(timers);
    }

    /** Opens the feed's protocol on this connection and says that the transport is up. */
    FakeSession connect(DeribitFeed feed) {
        protocol = feed.open(this);
        protocol.connected();
        return this;
    }

    /** From here on the venue sends its test requests, as it does: a little later than the interval asked for. */
    FakeSession kept() {
        timers.every(
                Duration.ofMillis(10_600),
                () -> receive("{\"params\":{\"type\":\"test_request\"},\"method\":\"heartbeat\",\"jsonrpc\":\"2.0\"}"));
        return this;
    }

    /** As the supervisor does when the transport has gone. */
    void disconnect() {
        over = true;
        timers.end();
        protocol().closed();
    }

    FeedProtocol protocol() {
        if (protocol == null) {
            throw new IllegalStateException("not connected");
        }
        return protocol;
    }

    void receive(String frame) {
        protocol().received(Buffer.buffer(frame));
    }

    void receive(JsonObject frame) {
        protocol().received(frame.toBuffer());
    }

    /** Answers the last request of a method with a result. */
    void answer(String method, Object result) {
        receive(new JsonObject().put("jsonrpc", "2.0").put("id", lastId(method)).put("result", result));
    }

    /** Answers the last request of a method with an error. */
    void fail(String method, int code, String message) {
        receive(new JsonObject()
                .put("jsonrpc", "2.0")
                .put("id", lastId(method))
                .put("error", new JsonObject().put("code", code).put("message", message)));
    }

    /** Answers a market's two questions of a round of discovery. */
    void list(Instrument... listed) {
        var instruments = new JsonArray();
        var summaries = new JsonArray();
        for (Instrument each : listed) {
            instruments.add(Samples.instrument(each.name(), each.expires()));
            summaries.add(Samples.summary(each.name(), each.openInterest()));
        }
        answer("public/get_instruments", instruments);
        answer("public/get_book_summary_by_currency", summaries);
    }

    Object lastId(String method) {
        return last(method).getValue("id");
    }

    /** The last request of a method. */
    JsonObject last(String method) {
        List<JsonObject> requests = requests(method);
        if (requests.isEmpty()) {
            throw new AssertionError(method + ": expected a request, sent were " + sent);
        }
        return requests.get(requests.size() - 1);
    }

    List<JsonObject> requests(String method) {
        return sent.stream()
                .map(JsonObject::new)
                .filter(request -> method.equals(request.getString("method")))
                .toList();
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
        if (!over) {
            sent.add(message.toString());
        }
    }

    @Override
    public void ready() {
        ready = true;
    }

    @Override
    public void acknowledged(List<String> asked, Collection<String> granted) {
        report("acknowledged " + asked + " granted " + granted);
    }

    @Override
    public void refused(List<String> asked, Refusal refusal, String reason) {
        report("refused " + asked + " " + refusal + " " + reason);
    }

    @Override
    public void restart(List<String> streams, String reason) {
        throw new UnsupportedOperationException("nothing is asked for again by the protocol: " + reason);
    }

    @Override
    public void tick(Tick tick) {
        ticks.add((Quote) tick);
    }

    @Override
    public void fault(FaultKind kind, String detail) {
        report("fault " + kind + " " + detail);
    }

    @Override
    public void malformed(Buffer frame, String reason) {
        malformed.add(reason);
    }

    @Override
    public void venue(VenueState state, String detail) {
        if (!over && state != venue) {
            venue = state;
            report("venue " + state);
        }
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
        report("reset " + cause + " " + detail + " notBefore " + notBefore.toSeconds() + "s");
        disconnect();
    }

    private void report(String line) {
        if (!over) {
            reports.add(line);
        }
    }

    /** Timers that stop with the connection. */
    private static final class EndingTimers implements Timers {
        private final Timers timers;
        private boolean over;

        EndingTimers(Timers timers) {
            this.timers = timers;
        }

        void end() {
            over = true;
        }

        @Override
        public Instant now() {
            return timers.now();
        }

        @Override
        public long nanoTime() {
            return timers.nanoTime();
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            return timers.after(delay, () -> run(task));
        }

        @Override
        public Timer every(Duration period, Runnable task) {
            return timers.every(period, () -> run(task));
        }

        private void run(Runnable task) {
            if (!over) {
                task.run();
            }
        }
    }
}
