package dev.feedwarden.plugin.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import java.util.List;
import java.util.function.ObjDoubleConsumer;
import java.util.function.ToDoubleFunction;

/** A number of a {@link Quote}, and the name under which it stands in the quote's hash. */
final class Field {

    /** Every number. The names are not to be changed: others read them. */
    static final List<Field> ALL = List.of(
            new Field("bid", Quote::bid, QuoteBuilder::bid),
            new Field("ask", Quote::ask, QuoteBuilder::ask),
            new Field("bid_size", Quote::bidSize, QuoteBuilder::bidSize),
            new Field("ask_size", Quote::askSize, QuoteBuilder::askSize),
            new Field("last", Quote::last, QuoteBuilder::last),
            new Field("mark", Quote::mark, QuoteBuilder::mark),
            new Field("bid_iv", Quote::bidIv, QuoteBuilder::bidIv),
            new Field("ask_iv", Quote::askIv, QuoteBuilder::askIv),
            new Field("mark_iv", Quote::markIv, QuoteBuilder::markIv),
            new Field("underlying", Quote::underlying, QuoteBuilder::underlying),
            new Field("index", Quote::index, QuoteBuilder::index),
            new Field("open_interest", Quote::openInterest, QuoteBuilder::openInterest),
            new Field("delta", Quote::delta, QuoteBuilder::delta),
            new Field("gamma", Quote::gamma, QuoteBuilder::gamma),
            new Field("vega", Quote::vega, QuoteBuilder::vega),
            new Field("theta", Quote::theta, QuoteBuilder::theta),
            new Field("rho", Quote::rho, QuoteBuilder::rho));

    private final byte[] key;
    private final ToDoubleFunction<Quote> value;
    private final ObjDoubleConsumer<QuoteBuilder> put;

    private Field(String name, ToDoubleFunction<Quote> value, ObjDoubleConsumer<QuoteBuilder> put) {
        key = name.getBytes(US_ASCII);
        this.value = value;
        this.put = put;
    }

    /** Its name in the hash. Not to be changed. */
    byte[] key() {
        return key;
    }

    double of(Quote quote) {
        return value.applyAsDouble(quote);
    }

    void put(QuoteBuilder quote, double number) {
        put.accept(quote, number);
    }
}
