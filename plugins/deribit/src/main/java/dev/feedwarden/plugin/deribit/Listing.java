package dev.feedwarden.plugin.deribit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the venue lists for one market, joined from {@code get_instruments} (expiries) and
 * {@code get_book_summary_by_currency} (open interest). Entries of both change shape over the years, so only the name,
 * the expiry and the open interest are read.
 *
 * @param instruments those that could be read
 * @param skipped how many entries could not
 */
record Listing(List<Instrument> instruments, int skipped) {

    private static final double LATEST_MILLIS = 253_402_300_799_000d; // the end of the year 9999

    /** Joins the two answers. Without any summary nothing can be ranked, and the listing is empty. */
    static Listing of(Market market, JsonArray instruments, JsonArray summaries) {
        Map<String, Double> interest = new HashMap<>();
        int skipped = 0;
        for (Object summary : summaries) {
            String name = summary instanceof JsonObject entry ? Fields.text(entry, "instrument_name") : null;
            if (name == null) {
                skipped++;
            } else if (market.lists(name)) {
                interest.put(name, openInterest((JsonObject) summary));
            }
        }
        var listed = new ArrayList<Instrument>();
        for (Object instrument : instruments) {
            Instrument read = instrument instanceof JsonObject entry ? read(entry, interest) : null;
            if (read == null) {
                skipped++;
            } else if (market.lists(read.name()) && isOption((JsonObject) instrument) && !interest.isEmpty()) {
                listed.add(read);
            }
        }
        return new Listing(List.copyOf(listed), skipped);
    }

    private static boolean isOption(JsonObject entry) {
        return "option".equals(Objects.requireNonNullElse(Fields.text(entry, "kind"), "option"));
    }

    private static double openInterest(JsonObject summary) {
        double value = Fields.number(summary, "open_interest");
        return Double.isFinite(value) ? value : 0;
    }

    private static @Nullable Instrument read(JsonObject entry, Map<String, Double> interest) {
        String name = Fields.text(entry, "instrument_name");
        double expiry = Fields.number(entry, "expiration_timestamp");
        if (name == null || !(expiry > 0 && expiry < LATEST_MILLIS)) {
            return null;
        }
        return new Instrument(name, Instant.ofEpochMilli((long) expiry), interest.getOrDefault(name, 0.0));
    }
}
