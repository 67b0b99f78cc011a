package dev.feedwarden.plugin.simulator.deribit.market;

import dev.feedwarden.api.Timers;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A market that is made up: ten expiries for each currency, with prices that move from a seed. */
public final class LiveMarket implements Market {

    private static final Map<String, Double> PRICES = Map.of("ETH", 3_000.0, "BTC", 65_000.0, "SOL", 150.0);
    private static final Map<String, Double> VOLATILITIES = Map.of("ETH", 0.7, "BTC", 0.55, "SOL", 0.9);
    private static final int LISTED_BEFORE_SECONDS = 2 * 86_400;
    private static final int MOST_EXPIRED = 5_000;

    private final Timers timers;
    private final LiveOptions options;
    private final Supplier<Duration> ahead;
    private final Map<String, Underlying> underlyings = new LinkedHashMap<>();
    private final Map<String, LiveOption> active = new LinkedHashMap<>();
    private final ArrayDeque<LiveOption> expired = new ArrayDeque<>();
    private long lastMicros;

    /** Begins with what is listed at this moment. */
    public LiveMarket(Timers timers, LiveOptions options) {
        this(timers, options, () -> Duration.ZERO);
    }

    /** @param ahead by how much the venue's clock is ahead of the timers; while it falls, the clock stands still */
    public LiveMarket(Timers timers, LiveOptions options, Supplier<Duration> ahead) {
        this.timers = timers;
        this.ahead = ahead;
        this.options = options;
        SplittableRandom random = new SplittableRandom(options.seed());
        for (String currency : options.currencies()) {
            double price = PRICES.getOrDefault(currency, 100.0);
            double volatility = VOLATILITIES.getOrDefault(currency, 0.8);
            underlyings.put(currency, new Underlying(currency, price, volatility, random.split()));
        }
        list(timers.now().minusSeconds(LISTED_BEFORE_SECONDS));
    }

    @Override
    public long micros() {
        Instant now = timers.now().plus(ahead.get());
        lastMicros = Math.max(lastMicros, now.getEpochSecond() * 1_000_000 + now.getNano() / 1_000);
        return lastMicros;
    }

    @Override
    public Collection<Instrument> active() {
        return active.values().stream().map(LiveOption::instrument).toList();
    }

    @Override
    public Collection<Instrument> expired() {
        return expired.stream().map(LiveOption::instrument).toList();
    }

    @Override
    public @Nullable Instrument find(String name) {
        LiveOption option = active.get(name);
        return option == null ? null : option.instrument();
    }

    @Override
    public JsonObject definition(Instrument instrument) {
        LiveOption option = active.get(instrument.name());
        if (option != null) {
            return OptionJson.definition(option, true);
        }
        return expired.stream()
                .filter(gone -> gone.instrument().equals(instrument))
                .findFirst()
                .map(gone -> OptionJson.definition(gone, false))
                .orElseThrow(() -> new IllegalArgumentException("not listed: " + instrument.name()));
    }

    @Override
    public JsonObject summary(Instrument instrument) {
        return OptionJson.summary(option(instrument), now());
    }

    @Override
    public JsonObject ticker(Instrument instrument) {
        LiveOption option = option(instrument);
        if (option.lastMillis() == 0) {
            option.move(millis() - 1);
        }
        return OptionJson.ticker(option, now());
    }

    /** The next ticker of an active instrument; null while no millisecond has passed since its last. */
    public @Nullable JsonObject next(Instrument instrument) {
        LiveOption option = option(instrument);
        return option.move(millis()) ? OptionJson.ticker(option, now()) : null;
    }

    @Override
    public JsonObject expire(Instrument instrument) {
        LiveOption option = option(instrument);
        JsonObject last = ticker(instrument);
        active.remove(instrument.name());
        expired.addLast(option);
        if (expired.size() > MOST_EXPIRED) {
            expired.removeFirst();
        }
        long millis = Math.max(millis(), option.lastMillis() + 1);
        return OptionJson.closed(
                last, millis, Fields.rounded(option.underlying().price(), 2));
    }

    /** What should have expired by now. */
    public List<Instrument> due() {
        Instant now = now();
        return active.values().stream()
                .filter(option -> !Expiries.moment(option.day()).isAfter(now))
                .map(LiveOption::instrument)
                .toList();
    }

    /** Lists the options of every day that is new; what was added. */
    public List<Instrument> list() {
        return list(now());
    }

    @Override
    public double index(String name) {
        return underlyings.values().stream()
                .filter(underlying -> name.equals(underlying.currency().toLowerCase(Locale.ROOT) + "_usd"))
                .mapToDouble(underlying -> Fields.rounded(underlying.price(), 2))
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public boolean raw() {
        return options.raw();
    }

    @Override
    public boolean offers(String kind) {
        return kind.equals("ticker");
    }

    private List<Instrument> list(Instant listed) {
        List<Instrument> added = new ArrayList<>();
        List<LocalDate> days = Expiries.at(now());
        for (LocalDate day : days) {
            Instant since = day.equals(days.get(2)) ? now() : listed;
            for (Underlying underlying : underlyings.values()) {
                String prefix = underlying.currency() + "-" + Expiries.written(day) + "-";
                if (active.keySet().stream().noneMatch(name -> name.startsWith(prefix))) {
                    list(underlying, day, since, prefix, added);
                }
            }
        }
        return added;
    }

    private void list(Underlying underlying, LocalDate day, Instant listed, String prefix, List<Instrument> added) {
        double years = Math.max(0.002, (Expiries.moment(day).getEpochSecond() - now().getEpochSecond()) / 31_536_000.0);
        double deviation = underlying.price() * underlying.volatility() * Math.sqrt(years);
        int count = Math.max(1, options.instruments() / (2 * Expiries.COUNT));
        for (double strike : Strikes.around(underlying.price(), deviation, count)) {
            for (String side : List.of("C", "P")) {
                Instrument instrument = Instrument.named(prefix + (long) strike + "-" + side);
                if (instrument != null) {
                    active.put(instrument.name(), new LiveOption(instrument, underlying, day, listed, options.seed()));
                    added.add(instrument);
                }
            }
        }
    }

    private LiveOption option(Instrument instrument) {
        LiveOption option = active.get(instrument.name());
        if (option == null) {
            throw new IllegalArgumentException("not active: " + instrument.name());
        }
        return option;
    }

    private Instant now() {
        return Instant.ofEpochMilli(millis());
    }
}
