package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The incidents that are being written: at most one for each trouble. One that was closed stays at hand while its ladder
 * may still say how it ended.
 */
final class Incidents {

    private final Map<Trouble, OpenIncident> latest = new LinkedHashMap<>();
    private long nextNumber;

    /** @param resumed those that an earlier process left open */
    Incidents(List<Incident> resumed, long nextNumber) {
        this.nextNumber = nextNumber;
        for (Incident incident : resumed) {
            var open = new OpenIncident(incident);
            latest.put(open.trouble(), open);
        }
    }

    OpenIncident open(Trouble trouble, Level level, Instant time) {
        var incident = new OpenIncident("i-" + nextNumber++, trouble, level, time);
        latest.put(trouble, incident);
        return incident;
    }

    /** The open incident of a trouble; null for none. */
    @Nullable
    OpenIncident find(Trouble trouble) {
        @Nullable OpenIncident incident = latest.get(trouble);
        return incident != null && incident.isOpen() ? incident : null;
    }

    /** The open incident of a trouble, or the one closed last; null for none. */
    @Nullable
    OpenIncident latest(Trouble trouble) {
        return latest.get(trouble);
    }

    /** The open incident of an id; null for none. */
    @Nullable
    OpenIncident find(String id) {
        return latest.values().stream()
                .filter(incident -> incident.isOpen() && incident.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    List<OpenIncident> all() {
        return List.copyOf(latest.values());
    }

    /** Lets go of closed incidents of which nothing more will be said. */
    void forget(Predicate<Trouble> over) {
        latest.values().removeIf(incident -> !incident.isOpen() && over.test(incident.trouble()));
    }
}
