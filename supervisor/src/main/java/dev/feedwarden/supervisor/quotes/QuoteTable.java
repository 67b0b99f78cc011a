package dev.feedwarden.supervisor.quotes;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The latest quote of each option in memory, as the journal accepts them. Holds {@value #MOST} options at most; beyond that
 * the one is dropped whose last quote came longest ago. Expired ones leave within a minute. Safe from any thread.
 */
public final class QuoteTable implements Consumer<List<Tick>> {

    static final int MOST = 20_000;
    private static final Duration SWEEP = Duration.ofMinutes(1);

    private final Timers timers;
    private final Counter dropped;
    private final LinkedHashMap<Place, OptionQuote> quotes = new LinkedHashMap<>(16, 0.75f, true);
    private long sweptNanos;

    public QuoteTable(Timers timers, Meters meters) {
        this.timers = timers;
        this.dropped = meters.counter(Meter.QUOTES_DROPPED);
        this.sweptNanos = timers.nanoTime();
        meters.gauge(Meter.QUOTES_HELD, this::size);
    }

    /** Takes over what was accepted. A quote that a venue sent earlier than the one that is held changes nothing. */
    @Override
    public synchronized void accept(List<Tick> ticks) {
        for (Tick tick : ticks) {
            if (tick instanceof Quote quote) {
                put(quote);
            }
        }
        if (timers.nanoTime() - sweptNanos >= SWEEP.toNanos()) {
            sweptNanos = timers.nanoTime();
            sweep();
        }
    }

    /** The quotes of an underlying in no order, expired ones among them. */
    synchronized List<OptionQuote> of(String underlying) {
        return quotes.values().stream()
                .filter(each -> each.key().name().underlying().equals(underlying))
                .toList();
    }

    synchronized int size() {
        return quotes.size();
    }

    private void put(Quote quote) {
        Place place = new Place(quote.feed(), quote.instrument());
        @Nullable OptionQuote held = quotes.get(place);
        if (held != null) {
            if (sent(quote) >= sent(held.quote())) {
                quotes.put(place, new OptionQuote(held.key(), quote));
            }
            return;
        }
        @Nullable OptionKey key = OptionKey.of(quote.feed(), quote.instrument());
        if (key != null) {
            quotes.put(place, new OptionQuote(key, quote));
            if (quotes.size() > MOST) {
                Iterator<Place> eldest = quotes.keySet().iterator();
                eldest.next();
                eldest.remove();
                dropped.increment();
            }
        }
    }

    private void sweep() {
        VenueTime time = new VenueTime(quotes.values());
        long now = micros(timers.now());
        quotes.values().removeIf(each -> time.expired(each, now));
    }

    /** When a quote was sent. One stamped later than it came must not keep out those that follow. */
    private static long sent(Quote quote) {
        return Math.min(quote.exchangeMicros(), quote.receivedMicros());
    }

    static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    private record Place(String feed, String instrument) {}
}
