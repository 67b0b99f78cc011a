package dev.feedwarden.supervisor.quotes;

import dev.feedwarden.api.tick.Quote;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A number of a quote under the name that JSON and CSV give it.
 *
 * @param value NaN where the venue did not give it
 */
public record QuoteField(String name, ToDoubleFunction<Quote> value) {

    /** Every one, in the order of {@link Quote}. */
    public static final List<QuoteField> ALL = List.of(
            new QuoteField("bid", Quote::bid),
            new QuoteField("ask", Quote::ask),
            new QuoteField("bidSize", Quote::bidSize),
            new QuoteField("askSize", Quote::askSize),
            new QuoteField("last", Quote::last),
            new QuoteField("mark", Quote::mark),
            new QuoteField("bidIv", Quote::bidIv),
            new QuoteField("askIv", Quote::askIv),
            new QuoteField("markIv", Quote::markIv),
            new QuoteField("underlying", Quote::underlying),
            new QuoteField("index", Quote::index),
            new QuoteField("openInterest", Quote::openInterest),
            new QuoteField("delta", Quote::delta),
            new QuoteField("gamma", Quote::gamma),
            new QuoteField("vega", Quote::vega),
            new QuoteField("theta", Quote::theta),
            new QuoteField("rho", Quote::rho));
}
