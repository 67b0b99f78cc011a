package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.rules.StatusChange;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.recovery.Ladders;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns what the rules say into what is to be written down: changes, incidents and mails. Times that come in are steady,
 * times in the draft are the wall clock's.
 *
 * <p>A person is told when a level is reached that the rule wants told, and of green only after having been told of
 * something else. What is unknown neither opens nor closes an incident.
 */
final class Judgement {

    private static final String NOT_WANTED = "no longer wanted";

    private final LiveEngine engine;
    private final Incidents incidents;
    private final Ladders ladders;
    private final Recollection recollection;
    private final Announcer announcer;
    private final SteadyClock clock;

    Judgement(
            LiveEngine engine,
            Incidents incidents,
            Ladders ladders,
            Recollection recollection,
            Announcer announcer,
            SteadyClock clock) {
        this.engine = engine;
        this.incidents = incidents;
        this.ladders = ladders;
        this.recollection = recollection;
        this.announcer = announcer;
        this.clock = clock;
    }

    /** Takes up what an earlier process left open. What no rule judges any more is closed without a word. */
    void resume(Instant now, Draft draft) {
        for (OpenIncident open : incidents.all()) {
            @Nullable
            RuleState state = engine.state(open.trouble().rule(), open.trouble().subject());
            if (state == null) {
                open.close(clock.wall(now), "no rule judges this any more");
                draft.incident(open);
            } else if (state.rule().recover() != null) {
                ladders.enter(open.trouble(), state.rule().recover(), now);
            }
            if (state != null && !open.mailed()) {
                announcer.owe(open, Occasion.REACHED); // what kept it back may have gone with the process
            }
        }
    }

    /**
     * Opens what the engine knows from kept readings and nobody was told of: it began while no process watched. Ladders
     * count from now on, so that the new process has its time to connect.
     */
    void renew(Instant now, Draft draft) {
        for (RuleState state : engine.states()) {
            var trouble = new Trouble(state.rule().id(), state.subject());
            if (state.level().compareTo(Level.GREEN) > 0 && incidents.find(trouble) == null) {
                changed(change(state, Level.GREEN, now, now), draft);
            }
        }
    }

    /**
     * Other rules are in force. What they say otherwise than was told before is told once; what no rule judges any more
     * is closed without a word.
     */
    void reload(Instant now, Draft draft) {
        for (OpenIncident open : incidents.all()) {
            Trouble trouble = open.trouble();
            @Nullable RuleState state = engine.state(trouble.rule(), trouble.subject());
            boolean recovers = state != null && state.rule().recover() != null;
            if (!recovers) {
                ladders.leave(trouble, now);
            }
            if (!open.isOpen()) {
                continue;
            }
            if (state == null) {
                open.close(clock.wall(now), "its rule is gone from the rule files");
                announcer.withdraw(open);
                draft.incident(open);
            } else if (state.level() == open.level()) {
                open.remember(state.marks());
                if (state.rule().recover() != null) {
                    ladders.enter(trouble, state.rule().recover(), now);
                }
            } else if (!open.resumed() && state.level() != Level.GREY) {
                changed(change(state, open.level(), state.evidence(), now), draft);
            }
        }
        renew(now, draft);
    }

    /**
     * Closes what is open about subjects that are wanted no more. That is no news to a person, except to one who was told
     * of the incident.
     */
    void dismiss(Set<String> gone, Instant now, Draft draft) {
        ladders.leave(gone, now);
        for (OpenIncident open : incidents.all()) {
            Trouble trouble = open.trouble();
            if (open.isOpen() && gone.contains(trouble.subject())) {
                open.close(clock.wall(now), NOT_WANTED);
                draft.incident(open);
                announcer.withdraw(open);
                @Nullable RuleState state = engine.state(trouble.rule(), trouble.subject());
                if (state != null && open.mailed() && state.rule().mail().contains(Level.GREEN)) {
                    announcer.tell(Occasion.RESOLVED, open, state.rule(), NOT_WANTED, now);
                }
            }
        }
    }

    /** A rule says something else than before. */
    void changed(StatusChange change, Draft draft) {
        draft.change(new StatusChange(
                change.rule(),
                change.subject(),
                change.from(),
                change.to(),
                change.value(),
                clock.wall(change.evidence()),
                clock.wall(change.time()),
                change.marks()));
        @Nullable RuleState state = engine.state(change.rule(), change.subject());
        if (state == null) {
            return;
        }
        var trouble = new Trouble(change.rule(), change.subject());
        @Nullable OpenIncident open = incidents.find(trouble);
        if (change.to() != Level.GREY) {
            reach(state.rule(), trouble, recollection.level(open, change.to()), change, draft);
        } else if (open != null) {
            open.add(clock.wall(change.time()), "note", "nothing is known at present");
            draft.incident(open);
        }
    }

    /** Takes the engine's word on what an earlier process left open, where the engine knows enough by now. */
    void recollect(Instant now, Draft draft) {
        for (OpenIncident open : incidents.all()) {
            Trouble trouble = open.trouble();
            @Nullable RuleState state = engine.state(trouble.rule(), trouble.subject());
            if (open.isOpen() && open.resumed() && state != null && recollection.knows(state, now)) {
                open.known();
                announcer.again(now);
                if (state.level() == open.level()) {
                    open.remember(state.marks());
                }
                if (state.level() != Level.GREY) {
                    StatusChange change = change(state, open.level(), state.evidence(), now);
                    reach(state.rule(), trouble, state.level(), change, draft);
                }
            }
        }
    }

    /** When {@link #recollect} may find more without a reading; null for never. */
    @Nullable
    Instant nextRecollection(Instant now) {
        @Nullable Instant next = null;
        for (OpenIncident open : incidents.all()) {
            @Nullable
            RuleState state = engine.state(open.trouble().rule(), open.trouble().subject());
            if (open.isOpen() && open.resumed() && state != null) {
                @Nullable Instant known = recollection.knownAt(state);
                boolean sooner = known != null && known.isAfter(now) && (next == null || known.isBefore(next));
                next = sooner ? known : next;
            }
        }
        return next;
    }

    /** The level that counts: the engine's, or a worse one that an earlier process left and nobody has refuted. */
    Level level(RuleState state) {
        @Nullable OpenIncident open = incidents.find(new Trouble(state.rule().id(), state.subject()));
        return recollection.level(open, state.level());
    }

    private static StatusChange change(RuleState state, Level from, Instant evidence, Instant now) {
        return new StatusChange(
                state.rule().id(), state.subject(), from, state.level(), state.value(), evidence, now, state.marks());
    }

    private void reach(Rule rule, Trouble trouble, Level level, StatusChange change, Draft draft) {
        @Nullable OpenIncident open = incidents.find(trouble);
        boolean moved = level != (open == null ? Level.GREEN : open.level());
        if (!moved && (open == null || open.marks().equals(change.marks()))) {
            return;
        }
        Instant time = clock.wall(change.time());
        OpenIncident incident = open == null ? incidents.open(trouble, level, time) : open;
        String value = Wording.value(rule.dimension(), change.value(), change.marks());
        if (moved) {
            incident.reach(level, time, Wording.reached(level, value));
        }
        draft.incident(incident);
        if (level == Level.GREEN) {
            if (announcer.tells(incident) && rule.mail().contains(level)) {
                announcer.tell(Occasion.RESOLVED, incident, rule, value, change.time());
            }
            return;
        }
        if (moved && rule.recover() != null) {
            ladders.enter(trouble, rule.recover(), change.evidence());
        }
        boolean wanted = rule.mail().contains(level);
        boolean news = moved || (change.marks().flapping() && !incident.marks().flapping());
        boolean reached = change.marks().mail() && incident.reachesMail();
        incident.mark(change.marks(), time);
        if (reached || (wanted && news)) {
            announcer.tell(Occasion.REACHED, incident, rule, value, change.time());
        }
    }
}
