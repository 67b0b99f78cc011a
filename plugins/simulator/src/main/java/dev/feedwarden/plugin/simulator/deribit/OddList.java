package dev.feedwarden.plugin.simulator.deribit;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A list of instruments as it may look when the venue has changed it: fields are gone, others are new. */
final class OddList {

    /** One of so many entries cannot be used. */
    private static final int ONE_OF = 5;

    private static final List<String> NEEDED = List.of("instrument_name", "expiration_timestamp");

    private OddList() {}

    /** The same list with every entry changed; the given ones stay as they are. */
    static JsonArray spoiled(JsonArray list) {
        JsonArray spoiled = new JsonArray();
        for (int i = 0; i < list.size(); i++) {
            JsonObject entry = list.getJsonObject(i).copy();
            entry.remove("settlement_period");
            entry.remove("tick_size_steps");
            entry.put("margin_model", new JsonObject().put("id", i));
            if (i % ONE_OF == 0) {
                entry.remove(NEEDED.get(i / ONE_OF % NEEDED.size()));
            }
            spoiled.add(entry);
        }
        return spoiled;
    }
}
