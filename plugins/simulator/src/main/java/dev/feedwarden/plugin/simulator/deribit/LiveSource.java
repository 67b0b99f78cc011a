package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.deribit.market.Instrument;
import dev.feedwarden.plugin.simulator.deribit.market.LiveMarket;
import dev.feedwarden.plugin.simulator.deribit.market.LiveOptions;
import dev.feedwarden.plugin.simulator.exchange.DataHeld;
import dev.feedwarden.plugin.simulator.exchange.Progress;
import dev.feedwarden.plugin.simulator.exchange.Rotation;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes tickers up, so many a second over all that is subscribed, and one at once for each new channel. Also lets the
 * day's options expire and lists new ones.
 */
final class LiveSource implements DataSource {

    private static final Duration BEAT = Duration.ofMillis(50);
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final int HARMLESS_EVERY = 5;

    private final Timers timers;
    private final LiveMarket market;
    private final LiveOptions options;
    private final Faults faults;
    private final FanOut out;
    private final Expiry expiry;
    private final Platform platform;
    private final Rotation rotation;
    private final Timers.Timer clock;
    private Timers.@Nullable Timer beat;
    private double credit;
    private long lastNanos;
    private int seconds;

    LiveSource(
            Timers timers,
            LiveMarket market,
            LiveOptions options,
            Sessions sessions,
            Faults faults,
            FanOut out,
            Expiry expiry,
            Platform platform) {
        this.timers = timers;
        this.market = market;
        this.options = options;
        this.faults = faults;
        this.out = out;
        this.expiry = expiry;
        this.platform = platform;
        this.rotation = new Rotation(sessions::tickerInstruments, options.seed());
        this.clock = timers.every(SECOND, this::second);
    }

    @Override
    public void subscribed(Session session, List<String> channels) {
        if (!DataHeld.by(faults)) {
            channels.stream()
                    .filter(Channel::isTicker)
                    .map(Channel::instrument)
                    .distinct()
                    .forEach(this::tick);
        }
        if (beat == null) {
            lastNanos = timers.nanoTime();
            credit = 0;
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

    private void beat() {
        long now = timers.nanoTime();
        credit = Math.min(options.ticksPerSecond(), credit + (now - lastNanos) / 1e9 * options.ticksPerSecond());
        lastNanos = now;
        if (DataHeld.by(faults)) {
            credit = 0;
            return;
        }
        for (; credit >= 1; credit--) {
            String name = rotation.next(faults.on(Fault.OUT_OF_ORDER));
            if (name == null) {
                rest();
                return;
            }
            tick(name);
        }
    }

    private void tick(String name) {
        Instrument instrument = market.find(name);
        JsonObject ticker = instrument == null ? null : market.next(instrument);
        if (ticker != null) {
            out.ticker(name, ticker);
        }
    }

    private void second() {
        List<Instrument> due = market.due();
        if (!due.isEmpty()) {
            due.forEach(expiry::expire);
            market.list().forEach(instrument -> out.state(instrument, "started"));
        }
        platform.flood();
        if (++seconds % HARMLESS_EVERY == 0) {
            platform.harmless();
        }
        if (!DataHeld.by(faults)) {
            options.currencies().forEach(currency -> out.index(currency.toLowerCase(Locale.ROOT) + "_usd"));
        }
    }

    private void rest() {
        if (beat != null) {
            beat.cancel();
            beat = null;
        }
    }
}
