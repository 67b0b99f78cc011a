package dev.feedwarden.plugin.bybit;

import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.feed.FeedContext;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/**
 * Whether the venue serves us, by its own word: its HTTP answers and {@code /v5/system/status}. A refusal over HTTP is no
 * state of the venue while data flows over the sockets.
 */
final class Standing {

    private static final int OPTIONS = 3;
    private static final int MARKET_DATA = 5;

    private final FeedContext context;
    private boolean blocked;
    private boolean maintenance;

    Standing(FeedContext context) {
        this.context = context;
    }

    /** The venue refuses us, and no data flows. */
    void blocked(String detail) {
        blocked = true;
        context.venue(state(), detail);
    }

    /** Data flows, or HTTP is answered: we are not blocked. */
    void served() {
        if (blocked) {
            blocked = false;
            context.venue(state(), "the venue serves us again");
        }
    }

    /** The list of {@code /v5/system/status}: one entry a maintenance. */
    void status(JsonArray entries) {
        boolean now = false;
        String detail = "no maintenance of options";
        for (Object entry : entries) {
            if (entry instanceof JsonObject event
                    && "ongoing".equals(Json.text(event, "state"))
                    && holds(event, "product", OPTIONS)
                    && holds(event, "serviceTypes", MARKET_DATA)) {
                now = true;
                detail = "maintenance: " + Json.text(event, "title");
            }
        }
        if (maintenance != now) {
            maintenance = now;
            context.venue(state(), detail);
        }
    }

    private static boolean holds(JsonObject event, String name, int number) {
        JsonArray values = Json.array(event, name);
        return values.contains(number) || values.contains(String.valueOf(number));
    }

    private VenueState state() {
        if (blocked) {
            return VenueState.BLOCKED;
        }
        return maintenance ? VenueState.MAINTENANCE : VenueState.OPEN;
    }
}
