package dev.feedwarden.plugin.simulator.bybit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.exchange.DataFrame;
import dev.feedwarden.plugin.simulator.exchange.DataHeld;
import dev.feedwarden.plugin.simulator.exchange.Progress;
import dev.feedwarden.plugin.simulator.exchange.Rotation;
import dev.feedwarden.plugin.simulator.exchange.Tick;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes tickers up, so many a second over all that is subscribed, and one at once for each new topic. Also lets the day's
 * options expire: their topics fall silent without a word.
 */
final class LiveTickers implements BybitSource {

    private static final Duration BEAT = Duration.ofMillis(50);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int ONE_OF = 5;

    private final Timers timers;
    private final LiveListings listings;
    private final int ticksPerSecond;
    private final BybitSessions sessions;
    private final Faults faults;
    private final Rotation rotation;
    private final Timers.Timer clock;
    private Timers.@Nullable Timer beat;
    private double credit;
    private long lastNanos;
    private long sequence = 3_414_625_745L;

    LiveTickers(
            Timers timers,
            LiveListings listings,
            int ticksPerSecond,
            long seed,
            BybitSessions sessions,
            Faults faults) {
        this.timers = timers;
        this.listings = listings;
        this.ticksPerSecond = ticksPerSecond;
        this.sessions = sessions;
        this.faults = faults;
        rotation = new Rotation(sessions::symbols, seed);
        clock = timers.every(SECOND, this::second);
    }

    @Override
    public void subscribed(BybitSession session, List<String> topics) {
        if (!DataHeld.by(faults)) {
            topics.stream()
                    .filter(topic -> topic.startsWith(BybitFrames.TICKERS))
                    .forEach(topic -> tick(topic.substring(BybitFrames.TICKERS.length())));
        }
        if (beat == null) {
            resumed();
            beat = timers.every(BEAT, this::beat);
        }
    }

    @Override
    public void resumed() {
        lastNanos = timers.nanoTime();
        credit = 0;
    }

    @Override
    public Progress progress() {
        return Progress.ENDLESS;
    }

    @Override
    public void close() {
        clock.cancel();
        rest();
    }

    /** Every fifth of the subscribed symbols expires now; false when none is subscribed. */
    boolean expireSome() {
        List<String> subscribed = List.copyOf(sessions.symbols());
        for (int i = 0; i < subscribed.size(); i += ONE_OF) {
            expire(subscribed.get(i));
        }
        return !subscribed.isEmpty();
    }

    private void beat() {
        long now = timers.nanoTime();
        credit = Math.min(ticksPerSecond, credit + (now - lastNanos) / 1e9 * ticksPerSecond);
        lastNanos = now;
        if (DataHeld.by(faults)) {
            credit = 0;
            return;
        }
        for (; credit >= 1; credit--) {
            String symbol = rotation.next(faults.on(Fault.OUT_OF_ORDER));
            if (symbol == null) {
                rest();
                return;
            }
            tick(symbol);
        }
    }

    private void tick(String symbol) {
        List<BybitSession> readers = sessions.on(BybitFrames.TICKERS + symbol).stream()
                .filter(session -> !session.full())
                .toList();
        JsonObject data = readers.isEmpty() ? null : listings.next(symbol);
        if (data == null) {
            return;
        }
        Tick tick = new Tick();
        sequence++;
        for (BybitSession session : readers) {
            boolean first = session.tell(symbol) == 0;
            boolean delta = faults.on(Fault.DELTAS) && !first;
            JsonObject sent = delta ? changes(data) : data;
            String type = delta ? "delta" : "snapshot";
            session.data(new DataFrame(BybitFrames.ticker(symbol, listings.millis(), sequence, type, sent), tick));
        }
    }

    /** The part of a ticker that is said to have changed. */
    private static JsonObject changes(JsonObject data) {
        JsonObject changes = new JsonObject();
        for (String name :
                List.of("symbol", "bidPrice", "bidSize", "bidIv", "askPrice", "askSize", "askIv", "markPrice")) {
            changes.put(name, data.getValue(name));
        }
        return changes;
    }

    private void second() {
        List<String> due = listings.due();
        if (!due.isEmpty()) {
            due.forEach(this::expire);
            listings.list();
        }
    }

    private void expire(String symbol) {
        listings.expire(symbol);
    }

    private void rest() {
        if (beat != null) {
            beat.cancel();
            beat = null;
        }
    }
}
