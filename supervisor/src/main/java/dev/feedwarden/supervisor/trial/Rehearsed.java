package dev.feedwarden.supervisor.trial;

import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.supervisor.alert.Announcement;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.status.Rehearsal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One rule set of a backtest with what it has led to. Remembers {@value #MOST} firings and counts the rest. */
final class Rehearsed {

    static final int MOST = 100_000;

    private final Rehearsal rehearsal;
    private final Instant from;
    private final Map<String, Episode> episodes = new LinkedHashMap<>();
    private long beyond;

    Rehearsed(RuleSet rules, Instant from) {
        rehearsal = new Rehearsal(rules, this::written, this::told);
        this.from = from;
    }

    void take(Reading reading, String plugin) {
        rehearsal.meet(reading, plugin);
        rehearsal.accept(reading);
    }

    void advance(Instant moment) {
        if (!moment.equals(Instant.MIN)) {
            rehearsal.advance(moment);
        }
    }

    /** Where every rule stands at the time that was reached. */
    List<RuleState> states() {
        return rehearsal.states();
    }

    void end(Instant moment, Instant to) {
        advance(moment);
        rehearsal.advance(to);
    }

    Firings firings(Instant to) {
        List<Firing> all = episodes.values().stream()
                .filter(episode -> episode.closed == null || episode.closed.isAfter(from))
                .map(Episode::firing)
                .toList();
        return new Firings(all, beyond, to);
    }

    private void written(Incident incident) {
        Episode episode = episode(incident);
        if (episode != null) {
            episode.worst = episode.worst.worse(incident.level());
            episode.closed = incident.closed();
        }
    }

    private void told(Announcement announcement) {
        Episode episode = episode(announcement.incident());
        if (episode != null && !announcement.time().isBefore(from)) {
            episode.mails++;
        }
    }

    private @Nullable Episode episode(Incident incident) {
        Episode episode = episodes.get(incident.id());
        if (episode != null) {
            return episode;
        }
        if (episodes.size() >= MOST) {
            beyond += incident.closed() == null ? 0 : 1;
            return null;
        }
        Episode begun = new Episode(incident);
        episodes.put(incident.id(), begun);
        return begun;
    }

    private static final class Episode {

        private final Incident first;
        private Level worst;
        private @Nullable Instant closed;
        private int mails;

        private Episode(Incident first) {
            this.first = first;
            worst = first.level();
        }

        private Firing firing() {
            return new Firing(first.rule(), first.subject(), worst, first.opened(), closed, mails);
        }
    }
}
