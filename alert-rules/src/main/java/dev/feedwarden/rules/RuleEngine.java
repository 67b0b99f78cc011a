package dev.feedwarden.rules;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.rules.Seats.Source;
import dev.feedwarden.rules.measure.Measurement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges readings by rules. A pure function of what it is told: no clock, no threads, no randomness, and one thread at a
 * time.
 *
 * <p>Time moves only when {@link #advance} or {@link #retire} says so. On the way each moment at which an answer can
 * change is visited in order, so a change carries its exact time however late the call. All readings of one moment are
 * taken before it is judged; their order is of no matter. A reading of a time that has passed counts where its time puts
 * it, and what follows from it takes place at the time the engine has reached. A reading of a time to come waits.
 *
 * <p>A reading meets only the rules of its metric and subject, and a rule costs nothing between its deadlines.
 */
public final class RuleEngine {

    /** How many readings of times to come can wait; more are dropped and counted. */
    public static final int MOST_WAITING = 65_536;

    private static final Comparator<Judge> IN_ORDER = Comparator.comparingLong(judge -> judge.number);

    private final Map<String, List<Rule>> rulesByTarget;
    private final Map<String, List<Judge>> subjects = new LinkedHashMap<>();
    private final Seats seats = new Seats();
    private final Waiting waiting = new Waiting();
    private final Deadlines deadlines = new Deadlines();
    private final Causes causes;
    private final List<Judge> touched = new ArrayList<>();
    private final List<StatusChange> changes = new ArrayList<>();
    private long clock = Long.MIN_VALUE;
    private long numbers;
    private long dropped;

    public RuleEngine(RuleSet rules) {
        rulesByTarget = rules.rules().stream().collect(Collectors.groupingBy(Rule::of));
        causes = new Causes(rules.rules());
    }

    /**
     * Begins to judge a subject by every rule that concerns it. Does nothing where it is judged already. Readings of
     * subjects that are not declared are ignored.
     *
     * @param subject an instance's id, or {@code id/stream}
     * @param plugin the type of the plugin that made the instance
     */
    public void declare(String subject, String plugin, Instant now) {
        declare(subject, plugin, rule -> true, now);
    }

    /** The same, by some of the rules only: those that judge what a subject of its kind reports. */
    public void declare(String subject, String plugin, Predicate<Rule> by, Instant now) {
        if (subjects.containsKey(subject)) {
            return;
        }
        List<Judge> added = new ArrayList<>();
        for (String target : Rule.targets(subject, plugin)) {
            for (Rule rule : rulesByTarget.getOrDefault(target, List.of())) {
                if (!by.test(rule)) {
                    continue;
                }
                Judge judge = new Judge(rule, subject, numbers++, Nanos.of(now));
                added.add(judge);
                seats.add(rule.metric(), subject, judge, false);
                Metric other = rule.measure().other();
                if (other != null) {
                    seats.add(other.name(), subject, judge, true);
                }
                judge.deadline = Math.max(judge.declared, clock);
                deadlines.set(judge);
                lookAgain(causes.add(judge));
            }
        }
        subjects.put(subject, added);
    }

    /** Ends the judging of a subject and of its streams. What was known becomes unknown, which is a change. */
    public void retire(String subject, Instant now) {
        proceed(Nanos.of(now));
        String streams = subject + "/";
        List<String> ended = subject.contains("/")
                ? List.of(subject)
                : subjects.keySet().stream()
                        .filter(each -> each.equals(subject) || each.startsWith(streams))
                        .toList();
        for (String each : ended) {
            List<Judge> removed = subjects.remove(each);
            if (removed != null) {
                removed.forEach(this::end);
            }
        }
    }

    /** Takes a reading. NaN and what is infinite is not a value. */
    public void accept(Reading reading) {
        Source source = seats.find(reading.metric(), reading.subject());
        if (source == null) {
            return;
        }
        long time = Nanos.of(reading.time());
        double value = Double.isInfinite(reading.value()) ? Double.NaN : reading.value();
        if (time <= clock) {
            take(source, time, value);
        } else if (waiting.size() < MOST_WAITING) {
            waiting.add(time, value, source);
        } else {
            dropped++;
        }
    }

    /**
     * Moves time on; an earlier time than before counts as the time before.
     *
     * @return the changes since the last call, oldest first
     */
    public List<StatusChange> advance(Instant now) {
        proceed(Nanos.of(now));
        if (changes.isEmpty()) {
            return List.of();
        }
        List<StatusChange> told = List.copyOf(changes);
        changes.clear();
        return told;
    }

    /** The earliest moment at which time must be moved on if no reading comes; null for none. */
    public @Nullable Instant next() {
        long next = touched.isEmpty() && changes.isEmpty() ? upcoming() : clock;
        return next == Measurement.NEVER ? null : Nanos.instant(next);
    }

    /** Where every rule stands with every subject it concerns, at the time that was reached. */
    public List<RuleState> states() {
        return subjects.values().stream()
                .flatMap(List::stream)
                .map(judge -> judge.state(clock))
                .toList();
    }

    /** Where a rule stands with a subject; null where it does not judge it. */
    public @Nullable RuleState state(String rule, String subject) {
        return subjects.getOrDefault(subject, List.of()).stream()
                .filter(judge -> judge.rule.id().equals(rule))
                .findFirst()
                .map(judge -> judge.state(clock))
                .orElse(null);
    }

    /** How many readings were dropped because too many waited for their time. */
    public long dropped() {
        return dropped;
    }

    private void proceed(long now) {
        look();
        for (long moment = upcoming(); moment <= now; moment = upcoming()) {
            clock = moment;
            takeDue();
            for (Judge judge = deadlines.due(clock); judge != null; judge = deadlines.due(clock)) {
                touch(judge);
            }
            look();
        }
        clock = Math.max(clock, now);
    }

    private long upcoming() {
        return Math.min(waiting.first(), deadlines.first());
    }

    private void takeDue() {
        while (waiting.first() <= clock) {
            waiting.handOut(this::take);
        }
    }

    private void take(Source source, long time, double value) {
        source.take(time, value, this::touch);
    }

    /** Those whose time has not come look at their declaration anyway. */
    private void lookAgain(List<Judge> dependants) {
        for (Judge judge : dependants) {
            if (judge.declared <= clock) {
                touch(judge);
            }
        }
    }

    private void touch(Judge judge) {
        if (!judge.touched) {
            judge.touched = true;
            touched.add(judge);
        }
    }

    /**
     * Lets every touched judge look, at the time that was reached, and those whose cause turns thereby. What is told then
     * does not depend on who looked first.
     */
    private void look() {
        for (int i = 0; i < touched.size(); i++) {
            Judge judge = touched.get(i);
            if (clock >= judge.declared) { // it has a deadline at its declaration
                judge.look(clock);
                deadlines.set(judge);
                lookAgain(causes.take(judge));
            }
        }
        if (touched.size() > 1) {
            touched.sort(IN_ORDER);
        }
        for (Judge judge : touched) {
            judge.touched = false;
            StatusChange change = clock < judge.declared ? null : judge.tell(clock, causes.heldBackBy(judge));
            if (change != null) {
                changes.add(change);
            }
        }
        touched.clear();
    }

    private void end(Judge judge) {
        deadlines.remove(judge);
        seats.remove(judge.rule.metric(), judge.subject);
        Metric other = judge.rule.measure().other();
        if (other != null) {
            seats.remove(other.name(), judge.subject);
        }
        StatusChange change = judge.end(clock);
        if (change != null) {
            changes.add(change);
        }
        touched.remove(judge);
        lookAgain(causes.remove(judge));
    }
}
