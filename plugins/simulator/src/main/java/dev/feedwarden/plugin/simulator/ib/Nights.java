package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.plugin.simulator.fault.Fault;
import java.time.Duration;

/** Scripted nights, as users have reported them. */
final class Nights {

    private static final Duration FLAP = Duration.ofSeconds(3);

    /** How long the reported reset took, in seconds; its steps are stretched over the fault's time. */
    private static final int RESET_SECONDS = 540;

    private static final int LINK_LOST_FROM = 354;
    private static final int LINK_LOST_TO = 478;
    private static final int LINK_LOST_EVERY = 31;
    private static final int FARMS_BROKEN = 505;
    private static final int ALL_WELL = 520;

    private final Troubles troubles;
    private final DataGate gate;

    Nights(Troubles troubles, DataGate gate) {
        this.troubles = troubles;
        this.gate = gate;
    }

    /** The farm breaks for three seconds, or for the fault's whole time if that is shorter. */
    void flap(Duration length) {
        down(Notice.FARM_BROKEN);
        Duration after = length.compareTo(FLAP) < 0 ? length : FLAP;
        troubles.later(Fault.NIGHT_FLAP, after, () -> up(Notice.FARM_OK));
    }

    /** The night of 2021-10-01 (IbcAlpha/IBC, issue 143), after which quotes stayed silent until they were asked for again. */
    void reset(Duration length) {
        troubles.farm(Notice.FARM_BROKEN);
        at(length, 1, () -> troubles.farm(Notice.FARM_OK));
        for (int second = LINK_LOST_FROM; second <= LINK_LOST_TO; second += LINK_LOST_EVERY) {
            at(length, second, () -> {
                gate.nightly(true);
                troubles.silence();
                troubles.tell(Notice.LINK_LOST);
            });
        }
        at(length, FARMS_BROKEN, () -> troubles.farm(Notice.FARM_BROKEN));
        at(length, ALL_WELL, () -> {
            troubles.silence();
            gate.nightly(false);
            troubles.tell(Notice.RESTORED_KEPT);
            troubles.farm(Notice.FARM_OK);
        });
    }

    /** The night is over, whatever its script still had to say. */
    void ended() {
        gate.nightly(false);
    }

    private void at(Duration length, int second, Runnable step) {
        troubles.later(Fault.NIGHT_RESET, length.multipliedBy(second).dividedBy(RESET_SECONDS), step);
    }

    private void down(Notice notice) {
        gate.nightly(true);
        troubles.silence();
        troubles.farm(notice);
    }

    private void up(Notice notice) {
        troubles.silence();
        gate.nightly(false);
        troubles.farm(notice);
    }
}
