package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes a session ready, or refuses its client id. */
final class Starting {

    private static final String ODD = "\u00b6\u00cf\u00bf\u00aa";

    private final Faults faults;
    private final IbSessions sessions;
    private final Troubles troubles;
    private final Set<Integer> stale = new HashSet<>();
    private int started;

    Starting(Faults faults, IbSessions sessions, Troubles troubles) {
        this.faults = faults;
        this.sessions = sessions;
        this.troubles = troubles;
    }

    void start(IbSession session, int clientId) {
        if (session.ready() || session.version() == 0 || clientId < 0) {
            session.end();
        } else if (sessions.has(clientId) || stale.contains(clientId)) {
            session.write(Notice.CLIENT_ID_IN_USE.about(Notice.SESSION));
            session.end();
        } else if (!faults.on(Fault.NO_READY)) {
            session.ready(clientId);
            welcome().forEach(session::write);
            if (faults.on(Fault.ODD_TEXT)) {
                session.write(Notice.FARM_OK.about(Notice.SESSION, ODD));
            }
            troubles.joined(session);
        }
    }

    /** The ids of everybody who is here stay taken. */
    void keepIds() {
        sessions.ready().forEach(session -> stale.add(session.clientId()));
    }

    void freeIds() {
        stale.clear();
    }

    /** A gateway says these in no fixed order: each session hears them in the next one. */
    private List<String> welcome() {
        List<String> said = new ArrayList<>(List.of(
                Wire.text(15, 1, "DU0000001"),
                Wire.text(9, 1, 1),
                Notice.FARM_OK.about(Notice.SESSION, Notice.FUTURES_FARM),
                Notice.HISTORY_OK.about(Notice.SESSION),
                Notice.DEFINITIONS_OK.about(Notice.SESSION)));
        Collections.rotate(said, started++);
        return said;
    }
}
