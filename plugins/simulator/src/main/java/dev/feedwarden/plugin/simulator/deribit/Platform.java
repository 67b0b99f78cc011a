package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * The channel {@code platform_state}. Deribit floods it with messages that say that an index is not locked; only
 * {@code maintenance} means that the venue is down. What is told here is a notice, not data: faults of data leave it alone.
 */
final class Platform {

    private static final List<String> INDICES =
            List.of("btc_usd", "eth_usd", "sol_usdc", "xrp_usdc", "alt_usdc", "btc_usdc", "eth_usdc");

    private static final List<String> LOCKED_IN_A_FLOOD = List.of("sol_usdc", "xrp_usdc", "alt_usdc");

    private final Sessions sessions;
    private final Faults faults;
    private int turn;

    Platform(Sessions sessions, Faults faults) {
        this.sessions = sessions;
        this.faults = faults;
    }

    void subscribed(Session session, List<String> channels) {
        if (!channels.contains(Channel.PLATFORM_STATE)) {
            return;
        }
        INDICES.forEach(index -> session.write(text(unlocked(index))));
        if (faults.on(Fault.MAINTENANCE)) {
            session.write(text(maintenance(true)));
        }
    }

    /** Says once more that some index is not locked. */
    void harmless() {
        tell(unlocked(INDICES.get(turn++ % INDICES.size())));
    }

    /** What the platform tells each second while it floods; of the currencies that are made up none is locked. */
    void flood() {
        if (faults.on(Fault.PLATFORM_FLOOD)) {
            INDICES.forEach(index -> tell(unlocked(index).put("locked", LOCKED_IN_A_FLOOD.contains(index))));
        }
    }

    void maintenanceNow(boolean on) {
        tell(maintenance(on));
    }

    private void tell(JsonObject data) {
        sessions.on(Channel.PLATFORM_STATE).forEach(session -> session.write(text(data)));
    }

    private static JsonObject unlocked(String index) {
        return new JsonObject().put("locked", false).put("price_index", index).put("reasons", new JsonArray());
    }

    private static JsonObject maintenance(boolean on) {
        return new JsonObject().put("maintenance", on);
    }

    private static String text(JsonObject data) {
        return Rpc.notification(Channel.PLATFORM_STATE, data);
    }
}
