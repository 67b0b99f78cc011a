package dev.feedwarden.supervisor.quotes;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The latest quotes of an underlying, from a sink that can read them back; what it does not have, and everything while it
 * fails, from memory. A sink has {@code LIMIT} to answer; after a failure it is left alone for {@code PAUSE}. Lives on the
 * core event loop.
 */
public final class OptionBook {

    /** The {@link Latest#source} of quotes that no sink was asked for, or could tell. */
    public static final String MEMORY = "memory";

    static final Duration LIMIT = Duration.ofSeconds(1);
    static final Duration PAUSE = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(OptionBook.class);

    private final Vertx vertx;
    private final Timers timers;
    private final QuoteTable memory;
    private final QuoteReaders readers;
    private final Counter failures;
    private @Nullable Long failedNanos;

    public OptionBook(Vertx vertx, Timers timers, QuoteTable memory, QuoteReaders readers, Meters meters) {
        this.vertx = vertx;
        this.timers = timers;
        this.memory = memory;
        this.readers = readers;
        this.failures = meters.counter(Meter.QUOTES_READ_FAILURES);
    }

    /**
     * What is known of an underlying.
     *
     * @param source the id of the sink that told it, or {@link #MEMORY}
     * @param quotes of options that have not expired, in the order of their keys
     */
    public record Latest(String source, List<OptionQuote> quotes) {}

    /**
     * Finds the quotes and makes something of them.
     *
     * @param making called on a worker thread
     */
    public <T> Future<T> ask(String underlying, Function<Latest, T> making) {
        return readBack(underlying)
                .compose(told -> vertx.executeBlocking(() -> making.apply(latest(underlying, told)), false));
    }

    /** Never fails: says that nothing was told. */
    private Future<Told> readBack(String underlying) {
        QuoteReaders.@Nullable Reader reader = readers.first();
        if (reader == null || pausing()) {
            return Future.succeededFuture(Told.NOTHING);
        }
        Promise<Told> told = Promise.promise();
        Timers.Timer limit =
                timers.after(LIMIT, () -> failed(told, reader, "no answer within " + LIMIT.toMillis() + " ms"));
        Context core = vertx.getOrCreateContext();
        reader.latest(underlying)
                .onComplete(answer -> core.runOnContext(back -> {
                    limit.cancel();
                    if (answer.succeeded()) {
                        told.tryComplete(new Told(reader.sink(), answer.result()));
                    } else {
                        failed(told, reader, String.valueOf(answer.cause()));
                    }
                }));
        return told.future();
    }

    private boolean pausing() {
        return failedNanos != null && timers.nanoTime() - failedNanos < PAUSE.toNanos();
    }

    private void failed(Promise<Told> told, QuoteReaders.Reader reader, String why) {
        if (told.tryComplete(Told.NOTHING)) {
            failedNanos = timers.nanoTime();
            failures.increment();
            LOG.warn("event=quotes-unreadable sink={} answered=memory error={}", reader.sink(), why);
        }
    }

    private Latest latest(String underlying, Told told) {
        List<OptionQuote> quotes = new ArrayList<>();
        for (Quote quote : told.quotes()) {
            OptionKey key = OptionKey.of(quote.feed(), quote.instrument());
            if (key != null && key.name().underlying().equals(underlying)) {
                quotes.add(new OptionQuote(key, quote));
            }
        }
        String source = quotes.isEmpty() ? MEMORY : told.sink();
        Set<String> feeds = quotes.stream().map(each -> each.key().feed()).collect(Collectors.toSet());
        memory.of(underlying).stream()
                .filter(each -> !feeds.contains(each.key().feed()))
                .forEach(quotes::add);
        VenueTime time = new VenueTime(quotes);
        long now = QuoteTable.micros(timers.now());
        quotes.removeIf(each -> time.expired(each, now));
        quotes.sort(Comparator.comparing(OptionQuote::key));
        return new Latest(source, quotes);
    }

    private record Told(String sink, List<Quote> quotes) {
        private static final Told NOTHING = new Told(MEMORY, List.of());
    }
}
