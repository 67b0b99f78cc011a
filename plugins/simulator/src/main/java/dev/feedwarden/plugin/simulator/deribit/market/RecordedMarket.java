package dev.feedwarden.plugin.simulator.deribit.market;

import dev.feedwarden.api.Timers;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The market of a recorded session: the instruments that occur in it, at the prices it has come to. */
public final class RecordedMarket implements Market {

    private final RecordedSession session;
    private final ReplayClock clock;
    private final boolean raw;
    private final long seed;
    private final Map<String, Instrument> active = new LinkedHashMap<>();
    private final Map<String, Instrument> expired = new LinkedHashMap<>();
    private final Map<String, RecordedFrame> tickers = new LinkedHashMap<>();
    private int position;

    /** @param seed what open interest is made up from */
    public RecordedMarket(Timers timers, RecordedSession session, long seed) {
        this.session = session;
        this.seed = seed;
        this.clock = new ReplayClock(timers, session.startMicros());
        this.raw = session.frames().stream().anyMatch(frame -> frame.channel().endsWith(".raw"));
        session.frames().forEach(this::know);
    }

    /** The message that is to be sent next; null at the end. */
    public @Nullable RecordedFrame next() {
        return position < session.frames().size() ? session.frames().get(position) : null;
    }

    /** Lets time run towards the first message. */
    public void begin() {
        clock.run(session.startMicros(), session.frames().get(0).micros());
    }

    /** How long until the next message is due at recorded speed. */
    public Duration untilNext() {
        return clock.untilNext();
    }

    /** The next message has been sent: the venue's time is now its time. */
    public void advance() {
        RecordedFrame sent = session.frames().get(position++);
        if (sent.ticker() && sent.instrument() != null) {
            tickers.put(sent.instrument(), sent);
        }
        RecordedFrame following = next();
        clock.run(sent.micros(), following == null ? Long.MAX_VALUE : following.micros());
    }

    @Override
    public long micros() {
        return clock.micros();
    }

    @Override
    public Collection<Instrument> active() {
        return List.copyOf(active.values());
    }

    @Override
    public Collection<Instrument> expired() {
        return List.copyOf(expired.values());
    }

    @Override
    public @Nullable Instrument find(String name) {
        return active.get(name);
    }

    @Override
    public JsonObject definition(Instrument instrument) {
        JsonObject recorded = session.definitions().get(instrument.name());
        JsonObject definition = recorded == null ? RecordedJson.definition(instrument) : recorded.copy();
        return definition.put("is_active", active.containsKey(instrument.name()));
    }

    @Override
    public JsonObject summary(Instrument instrument) {
        double interest = Interest.of(seed, instrument.name());
        return RecordedJson.summary(instrument, ticker(instrument), interest, millis());
    }

    @Override
    public JsonObject ticker(Instrument instrument) {
        RecordedFrame frame = tickers.get(instrument.name());
        return frame == null ? RecordedJson.unknown(instrument, millis()) : RecordedJson.data(frame.text());
    }

    @Override
    public JsonObject expire(Instrument instrument) {
        JsonObject last = ticker(instrument);
        active.remove(instrument.name());
        expired.put(instrument.name(), instrument);
        double delivery = RecordedJson.number(last, "index_price");
        return OptionJson.closed(last, millis(), Double.isNaN(delivery) ? 0 : delivery);
    }

    @Override
    public double index(String name) {
        return tickers.values().stream()
                .filter(frame -> belongs(frame, name))
                .mapToDouble(frame -> RecordedJson.number(RecordedJson.data(frame.text()), "index_price"))
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public boolean raw() {
        return raw;
    }

    /** A recording may hold channels of every kind, so every kind is acknowledged. */
    @Override
    public boolean offers(String kind) {
        return true;
    }

    private void know(RecordedFrame frame) {
        String name = frame.instrument();
        Instrument instrument = name == null ? null : Instrument.named(name);
        if (instrument == null) {
            return;
        }
        active.put(instrument.name(), instrument);
        if (frame.ticker()) {
            tickers.putIfAbsent(instrument.name(), frame);
        }
    }

    private static boolean belongs(RecordedFrame frame, String index) {
        Instrument instrument = frame.instrument() == null ? null : Instrument.named(frame.instrument());
        return instrument != null && instrument.index().equals(index);
    }
}
