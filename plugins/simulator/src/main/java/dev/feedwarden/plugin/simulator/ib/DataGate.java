package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.plugin.simulator.exchange.DataHeld;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import java.util.HashSet;
import java.util.Set;

/** Whether data may come: of which contracts, and in view of the faults that are on. */
final class DataGate {

    private static final Set<Fault> HOLDING = Set.of(
            Fault.MUTE,
            Fault.LINK_STORM,
            Fault.LINK_DATA_LOST,
            Fault.LINK_DROPPED,
            Fault.FARM_FLAP,
            Fault.FARM_FLAP_LOSS,
            Fault.SESSION_CONFLICT,
            Fault.NIGHT_LOGIN);

    private final Faults faults;
    private final IbSessions sessions;
    private final Set<Integer> expired = new HashSet<>(Set.of(IbContract.EXPIRED.conId()));
    private boolean nightly;

    DataGate(Faults faults, IbSessions sessions) {
        this.faults = faults;
        this.sessions = sessions;
    }

    /** A scripted night has begun or ended an outage. */
    void nightly(boolean down) {
        nightly = down;
    }

    boolean expired(int conId) {
        return expired.contains(conId);
    }

    /** The contract with the lowest id of those subscribed ends for good; false when there is none. */
    boolean expireOne() {
        int lowest = lowest();
        return lowest != 0 && expired.add(lowest);
    }

    boolean shut() {
        return nightly || DataHeld.by(faults) || HOLDING.stream().anyMatch(faults::on);
    }

    boolean open(Line line) {
        return !line.silent()
                && !expired.contains(line.conId())
                && !shut()
                && !(faults.on(Fault.STALL_ONE) && line.conId() == lowest());
    }

    private int lowest() {
        return sessions.lines()
                .mapToInt(Line::conId)
                .filter(conId -> !expired.contains(conId))
                .min()
                .orElse(0);
    }
}
