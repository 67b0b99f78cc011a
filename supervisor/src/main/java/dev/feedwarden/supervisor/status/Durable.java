package dev.feedwarden.supervisor.status;

import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.recovery.Progress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The incidents and ladders of which it is known that they are written down, so that nothing newer is shown. */
final class Durable {

    private final Map<String, Incident> open = new LinkedHashMap<>();
    private List<Progress> ladders;

    /** What an earlier process left. */
    Durable(List<Incident> open, List<Progress> ladders) {
        open.forEach(incident -> this.open.put(incident.id(), incident));
        this.ladders = List.copyOf(ladders);
    }

    void written(List<Incident> incidents) {
        for (Incident incident : incidents) {
            if (incident.closed() == null) {
                open.put(incident.id(), incident);
            } else {
                open.remove(incident.id());
            }
        }
    }

    void ladders(List<Progress> progress) {
        ladders = List.copyOf(progress);
    }

    List<Progress> ladders() {
        return ladders;
    }

    /** The open incidents, newest first. */
    List<Incident> open() {
        return open.values().stream()
                .sorted(Comparator.comparing(Incident::opened).reversed())
                .toList();
    }
}
