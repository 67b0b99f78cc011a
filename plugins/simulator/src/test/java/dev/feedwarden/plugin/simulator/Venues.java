package dev.feedwarden.plugin.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Questions that several tests ask a simulated exchange. */
final class Venues {

    private Venues() {}

    /** The 100 ms ticker channels of the first instruments that are listed. */
    static List<String> tickers(Rig rig, String currency, int most) throws Exception {
        JsonArray listed = new JsonObject(rig.get("/api/v2/public/get_instruments?currency=" + currency)
                        .body())
                .getJsonArray("result");
        List<String> channels = new ArrayList<>();
        for (int i = 0; i < Math.min(most, listed.size()); i++) {
            channels.add("ticker." + listed.getJsonObject(i).getString("instrument_name") + ".100ms");
        }
        return channels;
    }

    static JsonObject data(String message) {
        return new JsonObject(message).getJsonObject("params").getJsonObject("data");
    }
}
