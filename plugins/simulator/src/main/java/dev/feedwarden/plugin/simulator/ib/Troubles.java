package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What the gateway says of its link and its farms while faults are on, and which streams that costs. */
final class Troubles {

    private static final Duration STORM_EVERY = Duration.ofSeconds(5);

    private final Timers timers;
    private final Faults faults;
    private final IbSessions sessions;
    private final Map<Fault, List<Timers.Timer>> running = new EnumMap<>(Fault.class);

    Troubles(Timers timers, Faults faults, IbSessions sessions) {
        this.timers = timers;
        this.faults = faults;
        this.sessions = sessions;
    }

    void began(Fault fault) {
        stop(fault);
        begin(fault).forEach(sessions::tell);
        switch (fault) {
            case LINK_STORM, NIGHT_LOGIN -> keep(fault, timers.every(STORM_EVERY, () -> sessions.tell(lost())));
            case LINK_DATA_LOST -> sessions.each(session -> session.lines().clear());
            case LINK_DROPPED, FARM_FLAP_LOSS -> silence();
            default -> {}
        }
    }

    /** A session has become ready while faults are on. */
    void joined(IbSession session) {
        faults.active().forEach(active -> begin(active.kind()).forEach(session::notice));
    }

    void ended(Fault fault) {
        stop(fault);
        switch (fault) {
            case LINK_STORM, MAINTENANCE -> tell(Notice.RESTORED_KEPT);
            case LINK_DATA_LOST, NIGHT_LOGIN -> {
                sessions.each(session -> session.lines().clear());
                tell(Notice.RESTORED_LOST);
            }
            case LINK_DROPPED -> {
                silence();
                tell(Notice.RESTORED_KEPT);
            }
            case FARM_FLAP -> farm(Notice.FARM_OK);
            case FARM_FLAP_LOSS -> {
                silence();
                farm(Notice.FARM_OK);
            }
            case HISTORY_FLAP -> tell(Notice.HISTORY_OK);
            case FARM_IDLE -> farm(Notice.FARM_OK);
            default -> {}
        }
    }

    /** Runs a step of a script, so long after its beginning. */
    void later(Fault fault, Duration after, Runnable step) {
        keep(fault, timers.after(after, step));
    }

    void tell(Notice notice) {
        sessions.tell(notice.about(Notice.SESSION));
    }

    void farm(Notice notice) {
        sessions.tell(notice.about(Notice.SESSION, Notice.FUTURES_FARM));
    }

    /** Every open request brings nothing any more. */
    void silence() {
        sessions.lines().forEach(Line::silence);
    }

    void close() {
        List.copyOf(running.keySet()).forEach(this::stop);
    }

    private static List<String> begin(Fault fault) {
        return switch (fault) {
            case LINK_STORM, LINK_DATA_LOST, LINK_DROPPED, NIGHT_LOGIN -> List.of(lost());
            case MAINTENANCE -> List.of(Notice.SERVER_BROKEN.about(Notice.SESSION));
            case FARM_FLAP, FARM_FLAP_LOSS -> List.of(Notice.FARM_BROKEN.about(Notice.SESSION, Notice.FUTURES_FARM));
            case HISTORY_FLAP -> List.of(Notice.HISTORY_BROKEN.about(Notice.SESSION));
            case FARM_IDLE -> List.of(Notice.FARM_INACTIVE.about(Notice.SESSION));
            default -> List.of();
        };
    }

    private static String lost() {
        return Notice.LINK_LOST.about(Notice.SESSION);
    }

    private void keep(Fault fault, Timers.Timer timer) {
        running.computeIfAbsent(fault, absent -> new ArrayList<>()).add(timer);
    }

    private void stop(Fault fault) {
        List<Timers.Timer> timed = running.remove(fault);
        if (timed != null) {
            timed.forEach(Timers.Timer::cancel);
        }
    }
}
