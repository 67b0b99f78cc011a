package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The incidents that are being written: at most one for each trouble. One that was closed stays at hand while its ladder
 * may still say how it ended. Trouble that comes again soon is a new incident, whose story says which one it re-opens: so
 * each has one begin, one end and one closing mail.
 */
final class Incidents {

    /** How soon trouble counts as the same that comes again. */
    private static final Duration SOON = Duration.ofHours(1);

    /** Of so many that are over it is known when they ended. */
    private static final int MOST_OVER = 1_000;

    private final Map<Trouble, OpenIncident> latest = new LinkedHashMap<>();
    private final Map<Trouble, Over> over = new LinkedHashMap<>();
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
        @Nullable OpenIncident before = latest.put(trouble, incident);
        if (before != null) {
            remember(before);
        }
        @Nullable Over again = over.remove(trouble);
        if (again != null && !time.isAfter(again.closed().plus(SOON))) {
            incident.add(time, "note", Wording.reopens(again.id(), Duration.between(again.closed(), time)));
        }
        return incident;
    }

    private void remember(OpenIncident incident) {
        @Nullable Instant closed = incident.closed();
        if (closed == null) {
            return;
        }
        over.remove(incident.trouble());
        over.put(incident.trouble(), new Over(incident.id(), closed));
        if (over.size() > MOST_OVER) {
            over.remove(over.keySet().iterator().next());
        }
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
    void forget(Predicate<Trouble> past) {
        latest.values().removeIf(incident -> {
            boolean gone = !incident.isOpen() && past.test(incident.trouble());
            if (gone) {
                remember(incident);
            }
            return gone;
        });
    }

    /** An incident that is over. */
    private record Over(String id, Instant closed) {}
}
