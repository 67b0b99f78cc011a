package dev.feedwarden.plugin.deribit;

import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.feed.Session;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether the venue serves us, by its own word: {@code platform_state} messages, {@code public/status}, error 11051, and
 * plain success. Outlives connections, since maintenance usually ends them. The state is reported again and again, as
 * {@code platform_state} sends a message for every index of the venue; what of it is news, the supervisor knows.
 *
 * <p>A lock of some of our indices stops only part of the data, so it is a fault; a lock of all of them is the state
 * {@link VenueState#LOCKED}.
 */
final class VenueWatch {

    private final List<Market> markets;
    private final Set<String> locked = new LinkedHashSet<>();
    private Maintenance maintenance = Maintenance.NONE;
    private boolean misconfigured;

    VenueWatch(Collection<Market> markets) {
        this.markets = List.copyOf(markets);
    }

    /** Whether the venue serves all of our indices, as far as we know. */
    boolean servesAll() {
        return state() == VenueState.OPEN && locked.isEmpty();
    }

    /** A new connection: an earlier notice no longer binds, success will prove the end of the maintenance. */
    void connected() {
        if (maintenance == Maintenance.ANNOUNCED) {
            maintenance = Maintenance.MET;
        }
    }

    /** A {@code platform_state} message. */
    void platform(JsonObject data, Session session) {
        Boolean begins = Fields.flag(data, "maintenance");
        if (begins != null) {
            maintenance = begins ? Maintenance.ANNOUNCED : Maintenance.NONE;
        }
        Boolean lock = Fields.flag(data, "locked");
        String index = Fields.text(data, "price_index");
        if (lock != null && index != null) {
            lock(index, lock, session);
        }
        session.venue(state(), "platform_state " + data.encode());
    }

    /**
     * An answer of {@code public/status}. The documents disagree on the types of its fields and on whether indices or
     * currencies are listed.
     *
     * <p>A lock of everything goes with maintenance and does not end it.
     *
     * @param dataFlows whether ticks have arrived since the question before: the only sign that an announced maintenance
     *     is over when the venue never says so
     */
    void status(JsonObject status, boolean dataFlows, Session session) {
        Boolean all = Fields.flag(status, "locked");
        JsonArray indices = Fields.array(status, "locked_indices");
        JsonArray currencies = Fields.array(status, "locked_currencies");
        for (Market market : markets) {
            boolean partly = indices.contains(market.index()) || currencies.contains(market.currency());
            lock(market.index(), all == null ? partly : all, session);
        }
        boolean met = maintenance == Maintenance.MET && !Boolean.TRUE.equals(all);
        if (met || (dataFlows && Boolean.FALSE.equals(all))) {
            maintenance = Maintenance.NONE;
        }
        session.venue(state(), "public/status " + status.encode());
    }

    /** A request was refused because of maintenance. */
    void maintenance(String detail, Session session) {
        if (maintenance == Maintenance.NONE) {
            maintenance = Maintenance.MET;
        }
        session.venue(state(), detail);
    }

    /** The venue refused for good everything that was asked. */
    void misconfigured(String detail, Session session) {
        misconfigured = true;
        session.venue(state(), detail);
    }

    /** Discovery succeeded, so requests are served. */
    void served(Session session) {
        misconfigured = false;
        if (maintenance == Maintenance.MET) {
            maintenance = Maintenance.NONE;
        }
        session.venue(state(), "discovery succeeded");
    }

    private void lock(String index, boolean lock, Session session) {
        if (!lock) {
            locked.remove(index);
        } else if (markets.stream().anyMatch(market -> market.index().equals(index)) && locked.add(index)) {
            session.fault(FaultKind.MAINTENANCE, "index " + index + " is locked");
        }
    }

    private VenueState state() {
        if (misconfigured) {
            return VenueState.MISCONFIGURED;
        }
        if (maintenance != Maintenance.NONE) {
            return VenueState.MAINTENANCE;
        }
        return markets.stream().allMatch(market -> locked.contains(market.index()))
                ? VenueState.LOCKED
                : VenueState.OPEN;
    }

    /** How we know of maintenance. */
    private enum Maintenance {
        NONE,
        /** A request was refused with it, or it was announced to an earlier connection: a success ends it. */
        MET,
        /** Announced to this connection: the venue's word, or data that flows again, ends it. */
        ANNOUNCED
    }
}
