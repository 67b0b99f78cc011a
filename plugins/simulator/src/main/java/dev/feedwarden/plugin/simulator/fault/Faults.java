package dev.feedwarden.plugin.simulator.fault;

import dev.feedwarden.api.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The faults that are on at one exchange: at most one of each kind. Asking for one that is on starts its time anew. Lives
 * on one event loop.
 */
public final class Faults {

    private record Running(ActiveFault fault, Timers.Timer end) {}

    private final Timers timers;
    private final Map<Fault, Running> running = new EnumMap<>(Fault.class);
    private final List<FaultListener> listeners = new ArrayList<>();

    public Faults(Timers timers) {
        this.timers = timers;
    }

    /** Tells a listener of every later change. Listeners are told in the order in which they were added. */
    public void listen(FaultListener listener) {
        listeners.add(listener);
    }

    public boolean on(Fault fault) {
        return running.containsKey(fault);
    }

    /** What is on, in the order of {@link Fault}. */
    public List<ActiveFault> active() {
        return running.values().stream().map(Running::fault).toList();
    }

    /** Switches a fault on; it ends by itself. */
    public ActiveFault begin(Fault fault, Duration length) {
        Running before = running.remove(fault);
        if (before != null) {
            before.end.cancel();
        }
        ActiveFault active = new ActiveFault(fault, timers.now().plus(length));
        running.put(fault, new Running(active, timers.after(length, () -> end(fault))));
        listeners.forEach(listener -> listener.began(fault));
        return active;
    }

    /** Forgets every fault without telling anybody; for the end of the exchange. */
    public void clear() {
        running.values().forEach(fault -> fault.end.cancel());
        running.clear();
    }

    private void end(Fault fault) {
        running.remove(fault);
        listeners.forEach(listener -> listener.ended(fault));
    }
}
