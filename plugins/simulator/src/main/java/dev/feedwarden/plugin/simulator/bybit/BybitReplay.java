package dev.feedwarden.plugin.simulator.bybit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.tick.OptionName;
import dev.feedwarden.plugin.simulator.exchange.DataFrame;
import dev.feedwarden.plugin.simulator.exchange.DataHeld;
import dev.feedwarden.plugin.simulator.exchange.Pace;
import dev.feedwarden.plugin.simulator.exchange.Progress;
import dev.feedwarden.plugin.simulator.exchange.Tick;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Sends every data message of a recording once, and takes its time as the venue's. It begins when nobody has subscribed
 * anything for half a second, or as soon as every symbol of the recording is subscribed. A message goes to the sessions
 * that have its topic, else to the oldest that has any. While there is none, or it reads too slowly, or a fault keeps data
 * back, the replay stands still.
 */
final class BybitReplay implements Listings, BybitSource {

    private static final Duration QUIET = Duration.ofMillis(500);
    private static final LocalTime DELIVERY = LocalTime.of(8, 0);

    private final Timers timers;
    private final BybitRecording recording;
    private final Pace pace;
    private final BybitSessions sessions;
    private final Faults faults;
    private final SortedSet<String> symbols;
    private final Map<String, JsonObject> last = new HashMap<>();
    private Timers.@Nullable Timer timer;
    private int position;
    private long millis;
    private long sentNanos;
    private boolean ready;

    BybitReplay(Timers timers, BybitRecording recording, Pace pace, BybitSessions sessions, Faults faults) {
        this.timers = timers;
        this.recording = recording;
        this.pace = pace;
        this.sessions = sessions;
        this.faults = faults;
        symbols = new TreeSet<>(recording.symbols());
        millis = recording.startMillis();
        sentNanos = timers.nanoTime();
    }

    @Override
    public long millis() {
        return millis;
    }

    @Override
    public Collection<String> symbols() {
        return List.copyOf(symbols);
    }

    @Override
    public JsonObject instrument(String symbol) {
        OptionName option = OptionName.parse(symbol);
        JsonObject entry =
                new JsonObject().put("symbol", symbol).put("status", "Trading").put("baseCoin", Listings.coin(symbol));
        return option == null
                ? entry.put("deliveryTime", "0")
                : entry.put("optionsType", option.type() == OptionName.Type.CALL ? "Call" : "Put")
                        .put(
                                "deliveryTime",
                                String.valueOf(option.expiry()
                                        .atTime(DELIVERY)
                                        .toInstant(ZoneOffset.UTC)
                                        .toEpochMilli()));
    }

    @Override
    public @Nullable JsonObject ticker(String symbol, boolean moving) {
        return last.get(symbol);
    }

    @Override
    public void expire(String symbol) {
        symbols.remove(symbol);
    }

    @Override
    public void subscribed(BybitSession session, List<String> topics) {
        if (ready) {
            step();
        } else if (sessions.symbols().containsAll(symbols)) {
            begin();
        } else {
            wake(QUIET, this::begin);
        }
    }

    @Override
    public void resumed() {
        if (ready) {
            step();
        }
    }

    @Override
    public Progress progress() {
        return position < recording.frames().size() ? Progress.REPLAYING : Progress.REPLAYED;
    }

    @Override
    public void close() {
        if (timer != null) {
            timer.cancel();
        }
    }

    private void begin() {
        ready = true;
        sentNanos = timers.nanoTime();
        step();
    }

    private void step() {
        while (position < recording.frames().size()) {
            BybitRecording.Frame next = recording.frames().get(position);
            List<BybitSession> own = sessions.on(next.topic());
            List<BybitSession> readers = own.isEmpty() ? sessions.any() : own;
            if (readers.isEmpty()) {
                // Whoever comes next may subscribe in parts, too.
                ready = false;
                return;
            }
            if (DataHeld.by(faults) || readers.stream().anyMatch(BybitSession::full)) {
                return;
            }
            Duration wait = Duration.ofMillis(next.millis() - millis).minusNanos(timers.nanoTime() - sentNanos);
            if (pace == Pace.RECORDED && !wait.isNegative() && !wait.isZero()) {
                wake(wait, this::step);
                return;
            }
            send(next, readers);
        }
    }

    private void send(BybitRecording.Frame frame, List<BybitSession> readers) {
        Tick tick = frame.ticker() ? new Tick() : null;
        readers.forEach(session -> session.data(new DataFrame(frame.text(), tick)));
        if (frame.ticker() && new JsonObject(frame.text()).getValue("data") instanceof JsonObject data) {
            last.merge(frame.topic().substring(BybitFrames.TICKERS.length()), data, JsonObject::mergeIn);
        }
        position++;
        millis = Math.max(millis, frame.millis());
        sentNanos = timers.nanoTime();
    }

    private void wake(Duration delay, Runnable task) {
        close();
        timer = timers.after(delay, task);
    }
}
