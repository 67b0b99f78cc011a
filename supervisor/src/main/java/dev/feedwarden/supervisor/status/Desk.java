package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.read.WindowText;
import dev.feedwarden.supervisor.alert.Bulletin;
import dev.feedwarden.supervisor.alert.Composer;
import dev.feedwarden.supervisor.alert.Coverage;
import dev.feedwarden.supervisor.history.Acknowledgement;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Silence;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Writes what people do about incidents into the draft that is open, and looks after silences. */
final class Desk implements IncidentDesk {

    private static final int LONGEST_WHY = 300;
    private static final Set<String> ZONES = Set.copyOf(ZoneId.getAvailableZoneIds());

    private final Incidents incidents;
    private final Silences silences;
    private final Announcer announcer;
    private final Composer composer;
    private final SteadyClock clock;
    private final Supplier<Draft> draft;
    private final Runnable turn;

    /**
     * A desk.
     *
     * @param draft the one that is open
     * @param turn has it written
     */
    Desk(
            Incidents incidents,
            Silences silences,
            Announcer announcer,
            Composer composer,
            SteadyClock clock,
            Supplier<Draft> draft,
            Runnable turn) {
        this.incidents = incidents;
        this.silences = silences;
        this.announcer = announcer;
        this.composer = composer;
        this.clock = clock;
        this.draft = draft;
        this.turn = turn;
    }

    @Override
    public Future<Incident> acknowledge(String incident, String who, String why, Duration lasting) {
        @Nullable OpenIncident open = incidents.find(incident);
        if (open == null) {
            return refused(true, "no incident that is open has the id " + incident);
        }
        if (lasting.compareTo(Duration.ofMinutes(1)) < 0 || lasting.compareTo(LONGEST_ACKNOWLEDGEMENT) > 0) {
            return refused(false, "for: expected 1m to 7d");
        }
        if (why.length() > LONGEST_WHY) {
            return refused(false, "why: expected at most " + LONGEST_WHY + " characters");
        }
        Instant now = clock.wall(clock.now());
        open.acknowledge(new Acknowledgement(who, why, now, now.plus(lasting)));
        return changed(open);
    }

    @Override
    public Future<Incident> takeBack(String incident, String who) {
        @Nullable OpenIncident open = incidents.find(incident);
        if (open == null || open.attention().acknowledged() == null) {
            return refused(true, "no incident that is open and acknowledged has the id " + incident);
        }
        open.takeBack(who, clock.wall(clock.now()));
        return changed(open);
    }

    @Override
    public Future<Silence> silence(Wish wish, String who) {
        Instant now = clock.wall(clock.now());
        if (silences.isFull()) {
            return refused(false, "expected at most " + Silences.MOST + " silences; end one first");
        }
        @Nullable String wrong = wrong(wish, now);
        if (wrong != null) {
            return refused(false, wrong);
        }
        Instant from = wish.from() == null ? now : wish.from();
        return changed(new Silence(
                silences.nextId(),
                wish.rule(),
                wish.subject(),
                from,
                wish.until(),
                wish.weekly(),
                wish.zone(),
                who,
                wish.why(),
                null,
                false));
    }

    @Override
    public Future<Silence> endSilence(String id, String who) {
        @Nullable Silence found = silences.find(id);
        return found == null
                ? refused(true, "no silence that is not over has the id " + id)
                : changed(found.end(clock.wall(clock.now())));
    }

    @Override
    public List<Standing> silences() {
        Instant now = clock.wall(clock.now());
        return silences.all().stream()
                .map(one -> new Standing(one, silences.isInForce(one, now)))
                .toList();
    }

    List<Silence> inForce() {
        return silences().stream()
                .filter(Standing::inForce)
                .map(Standing::silence)
                .toList();
    }

    /** Ends silences whose time is over, and has people reminded of those that they may have forgotten. */
    void tidy(Instant steady) {
        Instant now = clock.wall(steady);
        for (Silence over : silences.over(now)) {
            write(over.end(now));
        }
        for (Silence one : silences.all()) {
            @Nullable Bulletin reminder = SilenceReminder.of(one, now);
            if (reminder != null) {
                write(one.reminded(now));
                draft.get().mails(composer.compose(reminder));
            }
        }
    }

    private static @Nullable String wrong(Wish wish, Instant now) {
        if (wish.rule() == null && wish.subject() == null) {
            return "rule, subject: expected at least one of them; * means all";
        }
        if (wish.why().isBlank() || wish.why().length() > LONGEST_WHY) {
            return "why: expected a reason of at most " + LONGEST_WHY + " characters";
        }
        if (wish.until() == null && wish.weekly() == null) {
            return "until, for: expected an end, unless it recurs (weekly)";
        }
        if (wish.until() != null && !wish.until().isAfter(wish.from() == null ? now : later(now, wish.from()))) {
            return "until: expected a time to come, after its beginning";
        }
        if (wish.weekly() == null ^ wish.zone() == null) {
            return "weekly, zone: expected both or neither";
        }
        if (wish.weekly() != null && WindowText.weekly(wish.weekly()) == null) {
            return "weekly: expected hours such as Sat 02:00-04:00 or Sun 18:00 - Mon 06:00";
        }
        if (wish.zone() != null && !ZONES.contains(wish.zone())) {
            return "zone: expected a time zone such as Europe/Berlin";
        }
        return Coverage.wrong(wish.rule(), wish.subject());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private Future<Incident> changed(OpenIncident open) {
        Promise<Incident> written = Promise.promise();
        draft.get().incident(open);
        draft.get().afterwards(() -> written.complete(open.snapshot()));
        announcer.again(clock.now());
        turn.run();
        return written.future();
    }

    private Future<Silence> changed(Silence silence) {
        Promise<Silence> written = Promise.promise();
        write(silence);
        draft.get().afterwards(() -> written.complete(silence));
        turn.run();
        return written.future();
    }

    private void write(Silence silence) {
        silences.put(silence);
        draft.get().silence(silence);
        announcer.again(clock.now());
    }

    private static <T> Future<T> refused(boolean unknown, String message) {
        return Future.failedFuture(new Refused(unknown, message));
    }
}
