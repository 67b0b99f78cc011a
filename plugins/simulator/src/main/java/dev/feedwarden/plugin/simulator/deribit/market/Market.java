package dev.feedwarden.plugin.simulator.deribit.market;

import io.vertx.core.json.JsonObject;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** What is traded, and at which prices. Lives on one event loop. */
public interface Market {

    /** The venue's time in microseconds since 1970; never goes back. */
    long micros();

    /** What can be traded now. */
    Collection<Instrument> active();

    /** What has expired since the simulator began. */
    Collection<Instrument> expired();

    /** The instrument, if it is {@link #active()}. */
    @Nullable
    Instrument find(String name);

    /** What {@code public/get_instruments} says about an instrument. */
    JsonObject definition(Instrument instrument);

    /** What {@code public/get_book_summary_by_currency} says about an active instrument. */
    JsonObject summary(Instrument instrument);

    /** The ticker of an active instrument as it stands. */
    JsonObject ticker(Instrument instrument);

    /** Takes an active instrument away; the last ticker that it gets, its state {@code closed}. */
    JsonObject expire(Instrument instrument);

    /** The price of an index such as {@code eth_usd}, USD; NaN when it is unknown. */
    double index(String name);

    /** Whether unauthenticated clients may take {@code raw} channels. */
    boolean raw();

    /** Whether a channel that is written correctly and names an active instrument can be had. */
    boolean offers(String kind);

    /** The venue's time in milliseconds since 1970. */
    default long millis() {
        return micros() / 1_000;
    }
}
