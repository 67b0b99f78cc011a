package dev.feedwarden.supervisor.web;

import dev.feedwarden.api.Timers;
import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Acknowledgement;
import dev.feedwarden.supervisor.history.Attention;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Silence;
import dev.feedwarden.supervisor.status.IncidentDesk;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A desk that does what is asked of it and remembers it. */
final class FakeDesk implements IncidentDesk {

    final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<Silence> silences = Collections.synchronizedList(new ArrayList<>());
    private final Timers timers;

    FakeDesk(Timers timers) {
        this.timers = timers;
    }

    @Override
    public Future<Incident> acknowledge(String incident, String who, String why, Duration lasting) {
        asked.add(who + " acknowledges " + incident + " for " + lasting + ": " + why);
        Instant now = timers.now();
        return Future.succeededFuture(incident(
                incident, Attention.NONE.acknowledgedBy(new Acknowledgement(who, why, now, now.plus(lasting)))));
    }

    @Override
    public Future<Incident> takeBack(String incident, String who) {
        asked.add(who + " takes back " + incident);
        return Future.succeededFuture(incident(incident, Attention.NONE));
    }

    @Override
    public Future<Silence> silence(Wish wish, String who) {
        Silence silence = new Silence(
                "s-" + (silences.size() + 1),
                wish.rule(),
                wish.subject(),
                wish.from() == null ? timers.now() : wish.from(),
                wish.until(),
                wish.weekly(),
                wish.zone(),
                who,
                wish.why(),
                null,
                false);
        silences.add(silence);
        return Future.succeededFuture(silence);
    }

    @Override
    public Future<Silence> endSilence(String id, String who) {
        asked.add(who + " ends " + id);
        return Future.succeededFuture(silences.remove(0).end(timers.now()));
    }

    @Override
    public List<Standing> silences() {
        return silences.stream().map(silence -> new Standing(silence, true)).toList();
    }

    private static Incident incident(String id, Attention attention) {
        return new Incident(
                id, "silence", "deribit", Level.RED, Boards.NOW, null, true, null, id, attention, List.of());
    }
}
