package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.RuleEngine;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.rules.StatusChange;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.LadderState;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.recovery.Decision;
import dev.feedwarden.supervisor.recovery.Ladders;
import dev.feedwarden.supervisor.recovery.RecoveryDispatcher;
import dev.feedwarden.supervisor.recovery.Trouble;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn after another on the core event loop: judge, decide, write down, act.
 *
 * <p>While a page is being written, facts go on being taken and changes gather for the next page; ladders decide nothing.
 * If writing fails for long, judging stops once {@value #MOST_CHANGES} changes have gathered. From then on readings wait in
 * the engine, which has a limit of its own, and the changes come with their times when it is asked again.
 */
final class StatusLoop {

    static final int MOST_CHANGES = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(StatusLoop.class);
    private static final Duration RELOAD_AGAIN = Duration.ofSeconds(10);
    private static final Duration SELF_EVERY = Duration.ofSeconds(1);

    private final StatusParts parts;
    private final LiveEngine engine;
    private final SteadyClock clock;
    private final Subjects subjects;
    private final Readings readings;
    private final Map<String, LiveFeed> feeds = new LinkedHashMap<>();
    private final LiveChecks checks;
    private final Outlooks outlooks;
    private final Ladders ladders;
    private final Recollection recollection;
    private final Announcer announcer;
    private final Reminders reminders;
    private final Desk desk;
    private final Newsdesk news;
    private final Judgement judgement;
    private final Recovery recovery;
    private final Ledger ledger;
    private final Durable durable;
    private final BoardPublisher publisher;
    private final Counter held;
    private final OperatorLog operators;
    private final SelfReadings own;
    private Draft draft = new Draft();
    private List<Reading> kept = new ArrayList<>();
    private Timers.Timer selfTurns = () -> {};
    private Timers.Timer wake = () -> {};
    private @Nullable Reload reload;
    private boolean stopped;

    StatusLoop(StatusParts parts) {
        this.parts = parts;
        engine = new LiveEngine(parts.rules());
        clock = new SteadyClock(parts.timers());
        Instant now = clock.now();
        for (Watched watched : parts.watched()) {
            if (watched.kind() == Kind.FEED) {
                feeds.put(watched.id(), new LiveFeed(watched.flowLimit(), clock));
            }
        }
        checks = new LiveChecks(parts.watched().stream()
                .filter(watched -> watched.kind() == Kind.CHECK)
                .map(Watched::id)
                .toList());
        List<Incident> open = parts.resumption().open();
        subjects = new Subjects(
                engine,
                parts.rules(),
                parts.watched(),
                parts.samples().newest(Subjects.JUDGED),
                this::keep,
                parts.meters());
        subjects.declare(open.stream().map(Incident::subject).toList(), now);
        engine.become(Replay.of(parts.rules(), subjects.declared(), parts.samples(), now, Duration.ZERO));
        readings = new Readings(this::connectedShare, subjects::streamsJudged);
        var incidents = new Incidents(open, parts.resumption().nextIncident());
        ladders = new Ladders(parts.rules().ladders(), resumedLadders(), now, parts.chance());
        recollection = new Recollection(engine, incidents, subjects::since, this::wasHeard, this::newestKept);
        var silences =
                new Silences(parts.resumption().silences(), parts.resumption().nextSilence());
        announcer = new Announcer(
                parts.composer(),
                ladders,
                incidents,
                this::state,
                Watched.upstream(parts.watched()),
                this::isStream,
                List.of(new DependencyStage(), new GroupStage(clock), new SilenceStage(silences, clock)),
                clock);
        reminders = new Reminders(incidents, parts.routing(), announcer, this::state, clock);
        desk = new Desk(incidents, silences, announcer, parts.composer(), clock, () -> draft, this::turn);
        news = new Newsdesk(
                parts.composer().rounds(), parts.composer(), parts.history(), this::board, desk::inForce, () -> draft);
        judgement = new Judgement(engine, incidents, ladders, recollection, announcer, clock);
        recovery = new Recovery(engine, this::judge, incidents, ladders, announcer, clock, this::venueWord);
        ledger = new Ledger(parts.history(), parts.timers(), parts.meters(), this::written);
        durable = new Durable(open, ladders.progress());
        outlooks = new Outlooks(engine, parts.rules().rules(), clock);
        var board = new BoardMaker(feeds, checks, durable, parts.journal(), outlooks, parts.completeness(), clock);
        var rules = new RuleView(engine, subjects::dormant, clock);
        publisher = new BoardPublisher(
                parts.timers(), () -> board.make(rules.statuses(judgement::level, this::unwritten)), parts.published());
        own = new SelfReadings(Map.of(
                CoreMetrics.HISTORY_FAILURES,
                ledger::failures,
                CoreMetrics.FACTS_DROPPED,
                parts.facts()::dropped,
                CoreMetrics.RULES_DROPPED,
                engine::dropped,
                CoreMetrics.STREAMS_UNJUDGED,
                subjects::unjudged,
                CoreMetrics.CLOCK_JUMPS,
                clock::jumps));
        parts.dispatcher().watch(new Hands());
        held = parts.meters().counter(Meter.HISTORY_HELD);
        operators = new OperatorLog(engine);
    }

    void start() {
        selfTurns = parts.timers().every(SELF_EVERY, this::measureSelf);
        judgement.resume(clock.now(), draft);
        judgement.renew(clock.now(), draft);
        turn();
        publisher.now();
    }

    /**
     * Puts other rules in force, all at once: an engine for them is made of kept readings meanwhile, on the thread that
     * keeps them. If those cannot be read the old rules stay, and it is tried again.
     */
    void reload(RuleSet rules) {
        Instant now = clock.now();
        flush();
        var begun = new Reload(rules, subjects.declared());
        reload = begun;
        Duration ahead = Duration.between(now, clock.wall(now));
        parts.samples()
                .afterwards(() -> Replay.of(rules, begun.subjects(), parts.samples(), now, ahead))
                .onComplete(made -> finish(begun, made, now));
    }

    private void finish(Reload begun, AsyncResult<RuleEngine> made, Instant asOf) {
        if (stopped || reload != begun) {
            return;
        }
        reload = null;
        if (made.failed() || begun.overrun()) {
            LOG.warn("event=rules-not-reloaded retryIn={} overrun={}", RELOAD_AGAIN, begun.overrun(), made.cause());
            parts.timers().after(RELOAD_AGAIN, () -> again(begun));
            return;
        }
        turn(); // the last word of the old rules
        Instant now = clock.now();
        engine.become(made.result());
        begun.heard().forEach(engine::accept);
        begun.gone(subjects.declared()).forEach(subject -> engine.retire(subject, now));
        subjects.reload(begun.rules(), now);
        outlooks.reload(begun.rules().rules());
        ladders.replace(begun.rules().ladders());
        engine.advance(now);
        judgement.reload(now, draft);
        LOG.info("event=rules-reloaded rules={} took={}", begun.rules().rules().size(), Duration.between(asOf, now));
        turn();
        publisher.now();
    }

    private void again(Reload failed) {
        if (!stopped && reload == null) {
            reload(failed.rules());
        }
    }

    IncidentDesk desk() {
        return desk;
    }

    /** A stream of a feed: what a check looks at has parts too, but they are not alike. */
    private boolean isStream(Trouble trouble) {
        return trouble.subject().indexOf('/') >= 0 && feeds.containsKey(Trouble.instanceOf(trouble.subject()));
    }

    private @Nullable RuleState state(Trouble trouble) {
        return engine.state(trouble.rule(), trouble.subject());
    }

    StatusBoard board() {
        return publisher.board();
    }

    /** Takes a fact. */
    void take(Event event) {
        if (stopped) {
            return;
        }
        Instant now = clock.now();
        @Nullable LiveFeed feed = feeds.get(event.source());
        if (feed != null) {
            feed.take(event, now);
            operators.cycle(event.source(), feed, now);
        }
        if (event instanceof Event.StreamsWanted wanted) {
            subjects.want(wanted, now, gone -> judgement.dismiss(gone, now, draft));
        }
        event.match(readings).forEach(reading -> hear(reading, now));
        if (event instanceof Event.ActionFinished finished) {
            recovery.finished(finished, now, draft);
        }
        publisher.later();
        turn();
    }

    /** Writes down what is at hand, once. What cannot be written any more is what the next process finds out anew. */
    Future<Void> stop() {
        stopped = true;
        selfTurns.cancel();
        wake.cancel();
        publisher.close();
        flush();
        if (!ledger.isBusy()) {
            write();
        }
        return ledger.close();
    }

    /** Those that a rule in force still climbs for a subject that is still there. */
    private List<LadderState> resumedLadders() {
        return parts.resumption().ladders().stream()
                .filter(ladder -> {
                    if (ladder.rule().equals(LadderState.BY_HAND)) {
                        return true;
                    }
                    @Nullable RuleState state = engine.state(ladder.rule(), ladder.subject());
                    return state != null && ladder.ladder().equals(state.rule().recover());
                })
                .toList();
    }

    private void hear(Reading wall, Instant now) {
        checks.take(wall);
        subjects.heard(wall.subject(), now);
        judge(new Reading(wall.metric(), wall.subject(), wall.value(), clock.steady(wall.time(), now)));
    }

    private void judge(Reading steady) {
        recollection.heard(steady);
        outlooks.take(steady);
        engine.accept(steady);
        if (reload != null) {
            reload.hear(steady);
        }
        keep(steady);
    }

    private void keep(Reading steady) {
        kept.add(new Reading(steady.metric(), steady.subject(), steady.value(), clock.wall(steady.time())));
    }

    private void flush() {
        if (!kept.isEmpty()) {
            parts.samples().offer(kept);
            kept = new ArrayList<>();
        }
    }

    private boolean wasHeard(String metric, String subject) {
        @Nullable Instant begin = subjects.since(subject);
        @Nullable Instant newest = newestKept(metric, subject);
        return begin != null && newest != null && !newest.isBefore(begin);
    }

    private @Nullable Instant newestKept(String metric, String subject) {
        return parts.samples().newest(metric).stream()
                .filter(reading -> reading.subject().equals(subject))
                .map(Reading::time)
                .findFirst()
                .orElse(null);
    }

    private void measureSelf() {
        Instant now = clock.now();
        parts.self().read(now).forEach(this::judge);
        own.read(now).forEach(this::judge);
        flush();
        feeds.forEach((id, feed) -> operators.cycle(id, feed, now));
        desk.tidy(now);
        news.look(clock.wall(now));
        publisher.later();
        turn();
    }

    private void turn() {
        if (stopped) {
            return;
        }
        Instant now = clock.now();
        boolean full = draft.size() >= MOST_CHANGES;
        if (full) {
            held.increment();
        } else {
            for (StatusChange change : engine.advance(now)) {
                judgement.changed(change, draft);
            }
            judgement.recollect(now, draft);
            reminders.remind(now);
        }
        if (!ledger.isBusy()) {
            recovery.climb(now, draft);
            write();
        }
        sleep(now, full);
    }

    private void write() {
        announcer.compose(clock.now(), draft);
        if (!draft.isEmpty()) {
            Draft.Page page = draft.finish();
            draft = new Draft();
            ledger.write(page);
        }
    }

    /** Nothing can change before the next deadline unless a fact comes. */
    private void sleep(Instant now, boolean full) {
        wake.cancel();
        @Nullable Instant next = full ? null : engine.next();
        if (!ledger.isBusy()) {
            next = sooner(sooner(next, ladders.next()), sooner(announcer.next(), reminders.next()));
            durable.ladders(ladders.progress());
            operators.climbed(durable.ladders(), now);
        }
        next = sooner(next, judgement.nextRecollection(now));
        wake = next == null ? () -> {} : parts.timers().after(positive(Duration.between(now, next)), this::turn);
    }

    private void written(Draft.Page page) {
        if (stopped) {
            return;
        }
        durable.written(page.transaction().incidents());
        Instant now = clock.now();
        for (Draft.Decided decided : page.decided()) {
            if (decided.decision().kind() == Decision.Kind.ACT) {
                carryOut(decided, now);
            } else {
                parts.dispatcher().note(decided.decision(), decided.reason());
            }
        }
        page.afterwards().forEach(Runnable::run);
        if (!page.transaction().mails().isEmpty()) {
            parts.outbox().deliver(page.transaction().mails());
        }
        turn();
        publisher.now();
    }

    /** What people do counts to the limits of the ladders that repair the same instance. */
    private final class Hands implements RecoveryDispatcher.Hands {

        @Override
        public boolean begin(String subject, String action) {
            String instance = Trouble.instanceOf(subject);
            Set<String> concerned = engine.states().stream()
                    .filter(state -> Trouble.instanceOf(state.subject()).equals(instance))
                    .map(state -> state.rule().recover())
                    .filter(Objects::nonNull)
                    .collect(Collectors.toSet());
            boolean may = ladders.beginByHand(subject, action, concerned, clock.now());
            turn();
            return may;
        }

        @Override
        public void ended(String subject) {
            ladders.endedByHand(subject);
        }
    }

    /** Writing may have taken long: an action that is no longer called for is left out. */
    private void carryOut(Draft.Decided act, Instant now) {
        Decision decision = act.decision();
        Trouble trouble = decision.trouble();
        @Nullable RuleState state = engine.state(trouble.rule(), trouble.subject());
        if (state == null || judgement.level(state) == Level.GREEN) {
            parts.dispatcher().dismiss(decision, act.reason(), "no longer called for");
        } else {
            ladders.started(trouble, now);
            parts.dispatcher().carryOut(decision, act.reason());
        }
    }

    private boolean unwritten(Trouble trouble) {
        return draft.concerns(trouble) || ledger.concerns(trouble);
    }

    private double connectedShare(String feed) {
        @Nullable LiveFeed live = feeds.get(feed);
        return live == null ? Double.NaN : live.connectedShare();
    }

    private String venueWord(String instance) {
        @Nullable LiveFeed live = feeds.get(instance);
        return (live == null ? VenueState.OPEN : live.venue()).word();
    }

    private static Duration positive(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }

    private static @Nullable Instant sooner(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
