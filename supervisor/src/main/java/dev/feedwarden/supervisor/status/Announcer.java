package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.supervisor.alert.Announcement;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.alert.Composer;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.recovery.Ladders;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Has a person told of an incident, unless a {@link KeepingStage} keeps it back: the mails and the moment in its timeline
 * go into the same draft. Nothing is written twice: an escalation says what a level reached at the same time, or next,
 * would say again, and one incident tells of all that are folded into it.
 */
final class Announcer {

    private final Composer composer;
    private final Ladders ladders;
    private final Incidents incidents;
    private final Function<Trouble, @Nullable RuleState> states;
    private final Map<String, Set<String>> upstream;
    private final Predicate<Trouble> streams;
    private final List<KeepingStage> stages;
    private final SteadyClock clock;
    private final List<Telling> waiting = new ArrayList<>();
    private final Set<OpenIncident> owing = new LinkedHashSet<>();
    private @Nullable Instant next;

    /**
     * With nothing to tell.
     *
     * @param states what the rules say now; null for what no rule judges any more
     * @param upstream as {@link Roots} takes it, and so streams
     * @param stages asked in this order
     */
    Announcer(
            Composer composer,
            Ladders ladders,
            Incidents incidents,
            Function<Trouble, @Nullable RuleState> states,
            Map<String, Set<String>> upstream,
            Predicate<Trouble> streams,
            List<KeepingStage> stages,
            SteadyClock clock) {
        this.composer = composer;
        this.ladders = ladders;
        this.incidents = incidents;
        this.states = states;
        this.upstream = upstream;
        this.streams = streams;
        this.stages = List.copyOf(stages);
        this.clock = clock;
    }

    /**
     * Plans to tell; {@link #compose} does it, or owes it.
     *
     * @param time steady
     */
    void tell(Occasion occasion, OpenIncident incident, Rule rule, String value, Instant time) {
        if (occasion == Occasion.REACHED && incident.escalated()) {
            return;
        }
        if (occasion == Occasion.ESCALATED) {
            waiting.removeIf(telling -> telling.incident == incident && telling.occasion == Occasion.REACHED);
            incident.escalate();
        }
        waiting.add(new Telling(
                occasion,
                incident,
                incident.snapshot(),
                incident.level(),
                rule.severity(occasion == Occasion.ESCALATED ? Level.RED : incident.level()),
                rule.about(),
                value,
                occasion == Occasion.RESOLVED ? null : Wording.limit(rule, incident.level()),
                rule.runbook(),
                occasion == Occasion.RESOLVED ? null : Wording.next(ladders.progress(incident.trouble()), clock::wall),
                clock.wall(time)));
    }

    /** Whether a person was told of the incident, or will be. */
    boolean tells(OpenIncident incident) {
        return incident.mailed() || isWaiting(incident);
    }

    /** Whether something about the incident is planned for the next draft, or owed. */
    boolean isTelling(OpenIncident incident) {
        return incident.owes() || isWaiting(incident);
    }

    private boolean isWaiting(OpenIncident incident) {
        return waiting.stream().anyMatch(telling -> telling.incident == incident);
    }

    /** Owes what an earlier process did not tell. */
    void owe(OpenIncident incident, Occasion occasion) {
        incident.owe(occasion);
        owing.add(incident);
    }

    /** Tells nobody what was planned about the incident. */
    void withdraw(OpenIncident incident) {
        waiting.removeIf(telling -> telling.incident == incident);
    }

    /** Looks again at what is owed in the next draft: a stage thinks otherwise now. */
    void again(Instant now) {
        next = now;
    }

    /** When something that is owed may be told although nothing has changed, steady; null for never. */
    @Nullable
    Instant next() {
        return owing.isEmpty() ? null : next;
    }

    /** Writes the mails that were planned since the last draft and of what was owed what no stage keeps back any more. */
    void compose(Instant now, Draft draft) {
        boolean due = next != null && !next.isAfter(now);
        if (waiting.isEmpty() && (owing.isEmpty() || (draft.isEmpty() && !due))) {
            return;
        }
        next = null;
        waiting.removeIf(telling -> telling.occasion == Occasion.RESOLVED && goesOn(telling, draft));
        Set<OpenIncident> planned = waiting.stream().map(Telling::incident).collect(Collectors.toSet());
        var roots = new Roots(
                incidents.all(), upstream, streams, one -> one.mailed() || one.owes() || planned.contains(one));
        List<Telling> heard = new ArrayList<>();
        for (Telling telling : waiting) {
            if (telling.occasion == Occasion.RESOLVED || !keeps(telling.incident, roots, now, draft)) {
                heard.add(telling);
            } else {
                owe(telling.incident, telling.occasion);
            }
        }
        waiting.clear();
        settle(roots, now, draft);
        heard.addAll(waiting);
        waiting.clear();
        heard.forEach(telling -> write(telling, draft));
    }

    /** Plans what was owed and is kept back no more. */
    private void settle(Roots roots, Instant now, Draft draft) {
        for (OpenIncident incident : List.copyOf(owing)) {
            @Nullable RuleState state = states.apply(incident.trouble());
            if (!incident.isOpen() || !incident.owes() || state == null) {
                owing.remove(incident);
            } else if (isKnown(incident, state) && !keeps(incident, roots, now, draft)) {
                owing.remove(incident);
                @Nullable Occasion owed = incident.settle();
                incident.standAlone(clock.wall(now));
                draft.incident(incident);
                boolean wanted = state.rule().mail().contains(incident.level())
                        || state.marks().mail();
                if (owed != null && (owed != Occasion.REACHED || wanted)) {
                    Rule rule = state.rule();
                    tell(owed, incident, rule, Wording.value(rule.dimension(), state.value(), state.marks()), now);
                }
            }
        }
    }

    /** What an earlier process left counts once the engine knows again, or sees trouble itself. */
    private static boolean isKnown(OpenIncident incident, RuleState state) {
        return !incident.resumed() || state.level() == Level.YELLOW || state.level() == Level.RED;
    }

    private boolean keeps(OpenIncident incident, Roots roots, Instant now, Draft draft) {
        for (KeepingStage stage : stages) {
            @Nullable Kept kept = stage.look(incident, roots, now);
            if (kept != null) {
                if (kept.until() != null && (next == null || kept.until().isBefore(next))) {
                    next = kept.until();
                }
                if (kept.into() != null && !incident.mailed() && !incident.isFoldedInto(kept.into())) {
                    incident.fold(kept.into(), clock.wall(now));
                    draft.incident(incident);
                }
                if (incident.keptFor(kept.why(), clock.wall(now))) {
                    draft.incident(incident);
                }
                return true;
            }
        }
        incident.keptFor(null, clock.wall(now));
        return false;
    }

    /**
     * What one incident has told of may last in those that were folded into it: the next of the same rule goes on with its
     * thread, and the closing mail is of the last one.
     */
    private boolean goesOn(Telling over, Draft draft) {
        if (!over.incident.mailed()) {
            return false;
        }
        @Nullable OpenIncident heir = null;
        for (OpenIncident one : incidents.all()) {
            boolean same = one.isOpen()
                    && !one.mailed()
                    && one.isFoldedInto(over.incident)
                    && one.trouble().rule().equals(over.incident.trouble().rule());
            if (same) {
                if (heir == null) {
                    heir = one;
                    one.inherit(over.incident, over.time);
                    owing.remove(one);
                } else {
                    one.fold(heir, over.time);
                }
                draft.incident(one);
            }
        }
        if (heir != null) {
            over.incident.add(over.time, "note", "goes on as " + heir.id());
            draft.incident(over.incident);
        }
        return heir != null;
    }

    private void write(Telling telling, Draft draft) {
        if (telling.occasion == Occasion.RESOLVED && !telling.incident.mailed()) {
            return;
        }
        List<Mail> mails = composer.compose(telling.announcement(affected(telling.incident)));
        if (!mails.isEmpty()) {
            List<String> to = mails.stream().map(Mail::receiver).distinct().toList();
            telling.incident.told(telling.occasion, to, telling.time, Wording.told(telling.occasion, to));
            draft.incident(telling.incident);
            draft.mails(mails);
        }
    }

    private List<String> affected(OpenIncident root) {
        return incidents.all().stream()
                .filter(one -> one.isOpen() && one.isFoldedInto(root))
                .map(one -> one.trouble().subject())
                .distinct()
                .collect(Collectors.toList());
    }

    /**
     * An announcement to come.
     *
     * @param then the incident as it stood when this was planned
     */
    private record Telling(
            Occasion occasion,
            OpenIncident incident,
            Incident then,
            Level level,
            Severity severity,
            String about,
            String value,
            @Nullable String limit,
            @Nullable String runbook,
            @Nullable String next,
            Instant time) {

        /** A mail of the same draft may have begun the thread meanwhile. */
        Announcement announcement(List<String> affected) {
            Incident now = incident.snapshot();
            var snapshot = new Incident(
                    then.id(),
                    then.rule(),
                    then.subject(),
                    then.level(),
                    then.opened(),
                    then.closed(),
                    now.mailed(),
                    now.root(),
                    now.thread(),
                    now.attention(),
                    then.timeline());
            return new Announcement(
                    occasion, snapshot, level, severity, about, value, affected, next, time, limit, runbook);
        }
    }
}
