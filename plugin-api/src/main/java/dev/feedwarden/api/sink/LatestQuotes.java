package dev.feedwarden.api.sink;

import dev.feedwarden.api.tick.Quote;
import io.vertx.core.Future;
import java.util.List;

/** What a {@link Sink} implements besides where it can read back the latest quote of each option. */
public interface LatestQuotes {

    /**
     * The latest quote of every option on an underlying.
     *
     * @param underlying as in {@link dev.feedwarden.api.tick.OptionName#underlying}, such as {@code BTC}
     * @return in any order, at most one an instrument and at most 20,000; empty if there is none
     */
    Future<List<Quote>> latest(String underlying);
}
