package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.rules.StatusChange;
import dev.feedwarden.rules.trial.Bench;
import dev.feedwarden.supervisor.alert.Announcement;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.recovery.Decision;
import dev.feedwarden.supervisor.recovery.Ladders;
import dev.feedwarden.supervisor.recovery.Trouble;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What {@link StatusLoop} would have done: the same judging, incidents, ladders and announcements, in a time that the
 * caller moves, with nothing carried out. Writing takes no time, every action succeeds at once, every venue is open, and
 * there is one recipient.
 */
public final class Rehearsal implements Bench {

    private final RuleEngine engine;
    private final Ladders ladders;
    private final Incidents incidents = new Incidents(List.of(), 1);
    private final Announcer announcer;
    private final Judgement judgement;
    private final Recovery recovery;
    private final Consumer<Incident> written;
    private final Consumer<Announcement> told;
    private final Map<Trouble, Integer> mails = new HashMap<>();
    private final Map<Trouble, List<String>> steps = new HashMap<>();
    private @Nullable Instant nextStep;

    public Rehearsal(RuleSet rules) {
        this(rules, incident -> {}, announcement -> {});
    }

    /**
     * @param written given each incident whenever something about it is written down
     * @param told given what a person would have been told
     */
    public Rehearsal(RuleSet rules, Consumer<Incident> written, Consumer<Announcement> told) {
        this.written = written;
        this.told = told;
        var clock = new SteadyClock(new Unmoved());
        engine = new RuleEngine(rules);
        ladders = new Ladders(rules.ladders(), List.of(), Instant.EPOCH, () -> 0);
        var judging = new LiveEngine(rules);
        judging.become(engine);
        announcer = new Announcer(
                this::compose,
                ladders,
                incidents,
                trouble -> judging.state(trouble.rule(), trouble.subject()),
                Map.of(),
                trouble -> isStream(judging.state(trouble.rule(), trouble.subject())),
                List.of(new DependencyStage(), new GroupStage(clock)),
                clock);
        var recollection = new Recollection(
                judging,
                incidents,
                subject -> Instant.EPOCH,
                (metric, subject) -> true,
                (metric, subject) -> Instant.MAX);
        judgement = new Judgement(judging, incidents, ladders, recollection, announcer, clock);
        recovery = new Recovery(
                judging, engine::accept, incidents, ladders, announcer, clock, instance -> VenueState.OPEN.word());
    }

    @Override
    public void declare(String subject, String plugin, Instant now) {
        engine.declare(subject, plugin, now);
    }

    /**
     * Begins to judge the subject of a reading, where it is not judged already, by the rules that judge what its kind
     * reports.
     */
    public void meet(Reading reading, String plugin) {
        boolean self = reading.subject().equals(CoreMetrics.SELF);
        boolean sink = Subjects.isOfSinks(reading.metric());
        engine.declare(
                reading.subject(), plugin, rule -> self || Subjects.isOfSinks(rule.metric()) == sink, reading.time());
    }

    @Override
    public void accept(Reading reading) {
        engine.accept(reading);
    }

    /** Visits every moment at which a rule or a ladder has something to say. */
    @Override
    public void advance(Instant now) {
        for (Instant moment = upcoming(); moment != null && moment.isBefore(now); moment = upcoming()) {
            turn(moment);
        }
        turn(now);
        if (now.equals(upcoming())) {
            turn(now); // a ladder's success or failure is a reading of the moment
        }
    }

    @Override
    public @Nullable RuleState state(String rule, String subject) {
        return engine.state(rule, subject);
    }

    /** Where every rule stands with every subject that it has met. */
    public List<RuleState> states() {
        return engine.states();
    }

    @Override
    public List<String> steps(String rule, String subject) {
        return List.copyOf(steps.getOrDefault(new Trouble(rule, subject), List.of()));
    }

    @Override
    public Integer mails(String rule, String subject) {
        return mails.getOrDefault(new Trouble(rule, subject), 0);
    }

    private @Nullable Instant upcoming() {
        return sooner(engine.next(), nextStep);
    }

    /** Nothing says here what is a feed, but only feeds and their streams report what begins like this. */
    private static boolean isStream(@Nullable RuleState state) {
        return state != null
                && state.subject().indexOf('/') >= 0
                && state.rule().metric().startsWith("feed.");
    }

    private static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }

    private void turn(Instant now) {
        List<StatusChange> changes = engine.advance(now);
        boolean stepDue = nextStep != null && !nextStep.isAfter(now);
        if (changes.isEmpty() && !stepDue) {
            return;
        }
        var draft = new Draft();
        changes.forEach(change -> judgement.changed(change, draft));
        List<Decision> decisions;
        do {
            decisions = recovery.climb(now, draft);
            decisions.forEach(decision -> decided(decision, now, draft));
        } while (!decisions.isEmpty()); // an action that has ended makes way for the next rung
        announcer.compose(now, draft);
        nextStep = sooner(ladders.next(), announcer.next());
        draft.finish().transaction().incidents().forEach(written);
    }

    private void decided(Decision decision, Instant now, Draft draft) {
        switch (decision.kind()) {
            case ACT -> {
                taken(decision);
                var done =
                        new Event.ActionFinished(decision.trouble().subject(), decision.step(), true, "rehearsed", now);
                recovery.finished(done, now, draft);
            }
            case WARN, ESCALATE -> taken(decision);
            case OBSERVED, REPORT_ONLY, WITHHELD, TOLD, WAITING, SUCCEEDED, FAILED, REARMED -> {}
        }
    }

    private void taken(Decision decision) {
        steps.computeIfAbsent(decision.trouble(), trouble -> new ArrayList<>()).add(decision.step());
    }

    private List<Mail> compose(Announcement announcement) {
        Incident incident = announcement.incident();
        var trouble = new Trouble(incident.rule(), incident.subject());
        told.accept(announcement);
        int number = mails.merge(trouble, 1, Integer::sum);
        return List.of(new Mail(
                "m-" + number,
                incident.id(),
                "a person",
                "",
                "",
                "",
                "",
                null,
                Mail.State.KEPT,
                0,
                announcement.time(),
                null,
                null,
                null,
                null));
    }

    /** Stands still: what is rehearsed has its time from the caller. */
    private static final class Unmoved implements Timers {

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public Timer after(Duration delay, Runnable task) {
            throw new UnsupportedOperationException("nothing is timed in a rehearsal");
        }

        @Override
        public Timer every(Duration period, Runnable task) {
            throw new UnsupportedOperationException("nothing is timed in a rehearsal");
        }
    }
}
