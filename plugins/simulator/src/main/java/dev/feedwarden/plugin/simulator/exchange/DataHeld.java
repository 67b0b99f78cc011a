package dev.feedwarden.plugin.simulator.exchange;

import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;

/** Which faults keep data back. What a half-open connection would swallow is not sent, so that it does not count. */
public final class DataHeld {

    private DataHeld() {}

    public static boolean by(Faults faults) {
        return faults.on(Fault.STALL) || faults.on(Fault.MAINTENANCE) || faults.on(Fault.HALF_OPEN);
    }
}
