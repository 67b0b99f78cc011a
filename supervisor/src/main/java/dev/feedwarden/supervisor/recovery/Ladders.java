package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.supervisor.history.LadderState;
import dev.feedwarden.supervisor.history.LadderState.Acted;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Every ladder being climbed. Pure: told of time, trouble and chance, it says what is to be done; whoever asks writes that
 * down and then does it. Rules that share a ladder share its limits on a subject, all that name a budget share that, and
 * at most one action is under way on a subject, be it a ladder's or a person's. Not safe for use by several threads.
 *
 * <p>Bounded by the rules and subjects there are; of each, as many actions are remembered as the highest limit can ask for.
 */
public final class Ladders {

    private final Map<Trouble, Climb> climbs = new LinkedHashMap<>();
    private final Map<String, ByHand> byHand = new LinkedHashMap<>();
    private final Climb.Others others = new All();
    private final DoubleSupplier chance;
    private Map<String, Ladder> ladders;

    /**
     * @param ladders the ladders in force, by id
     * @param resumed where an earlier process stopped; states of ladders that are no longer in force are left out
     * @param chance from 0 to 1, for jitter
     */
    public Ladders(Map<String, Ladder> ladders, Collection<LadderState> resumed, Instant now, DoubleSupplier chance) {
        this.ladders = ladders;
        this.chance = chance;
        for (LadderState state : resumed) {
            @Nullable Ladder ladder = ladders.get(state.ladder());
            if (state.rule().equals(LadderState.BY_HAND)) {
                byHand.put(state.subject(), new ByHand(state.subject(), state.acted()));
            } else if (ladder != null) {
                Climb climb = new Climb(state, ladder, now);
                climbs.put(climb.trouble(), climb);
            }
        }
    }

    /**
     * The trouble is there: its ladder is climbed from now on. Does nothing if it is climbed already.
     *
     * @param evidence the last healthy evidence
     * @throws IllegalArgumentException if there is no such ladder
     */
    public void enter(Trouble trouble, String ladder, Instant evidence) {
        @Nullable Climb climb = climbs.get(trouble);
        @Nullable Ladder found = ladders.get(ladder);
        if (climb != null && climb.ladder().equals(ladder)) {
            climb.enter(found == null ? climb.form() : found, evidence);
            return;
        }
        if (found == null) {
            throw new IllegalArgumentException("expected a ladder of " + ladders.keySet() + ", found " + ladder);
        }
        climbs.put(trouble, new Climb(trouble, found, evidence));
    }

    /** Takes every rung that is due, in order, and says which. */
    public List<Decision> advance(Instant now, Function<Trouble, Standing> standings) {
        climbs.values().forEach(climb -> climb.endOverdue(now));
        List<Decision> decisions = new ArrayList<>();
        for (Climb climb : climbs.values()) {
            decisions.addAll(climb.advance(now, standings.apply(climb.trouble()), others));
        }
        byHand.values().forEach(hand -> hand.forget(now, memory()));
        return decisions;
    }

    /** An action that was decided on begins now. */
    public void started(Trouble trouble, Instant now) {
        @Nullable Climb climb = climbs.get(trouble);
        if (climb != null) {
            climb.started(now);
        }
    }

    /**
     * An action on a subject ended.
     *
     * @return the trouble whose ladder was waiting for it; null when none was any more
     */
    public @Nullable Trouble finished(String subject, String action, boolean succeeded) {
        return climbs.values().stream()
                .filter(climb -> climb.trouble().subject().equals(subject) && climb.finished(action, succeeded))
                .findFirst()
                .map(Climb::trouble)
                .orElse(null);
    }

    /**
     * A person's action begins. It counts to every limit that it would count to if one of the ladders took it, and no
     * ladder acts on the subject meanwhile.
     *
     * @param concerned the ids of the ladders that repair the subject
     * @return whether it may begin: no ladder has an action under way on the subject
     */
    public boolean beginByHand(String subject, String action, Set<String> concerned, Instant now) {
        if (busy(subject, null)) {
            return false;
        }
        Set<String> counted = new HashSet<>();
        Set<String> budgets = new HashSet<>();
        for (String id : concerned) {
            @Nullable Ladder ladder = ladders.get(id);
            if (ladder != null) {
                counted.add(id);
                ladder.steps().stream()
                        .filter(step -> step.action().equals(action))
                        .forEach(step -> budgets.addAll(Climb.budgets(ladder, step)));
            }
        }
        byHand.computeIfAbsent(subject, first -> new ByHand(subject, List.of()))
                .begin(new Acted(now, 0, action, counted, budgets, chance.getAsDouble()));
        return true;
    }

    /** The person's action on a subject has ended. */
    public void endedByHand(String subject) {
        @Nullable ByHand hand = byHand.get(subject);
        if (hand != null) {
            hand.end();
        }
    }

    /** Ends every ladder of these subjects: they are no one's business any more. What they did still counts. */
    public void leave(Set<String> subjects, Instant now) {
        climbs.values().stream()
                .filter(climb -> subjects.contains(climb.trouble().subject()))
                .forEach(climb -> climb.leave(now));
    }

    /** Ends the ladder of one trouble. What it did still counts. */
    public void leave(Trouble trouble, Instant now) {
        @Nullable Climb climb = climbs.get(trouble);
        if (climb != null) {
            climb.leave(now);
        }
    }

    /** Other ladders are in force from now on. One that is being climbed goes on as it began. */
    public void replace(Map<String, Ladder> next) {
        ladders = Map.copyOf(next);
    }

    /** When {@link #advance} can first decide something without anything new; null for never. */
    public @Nullable Instant next() {
        return climbs.values().stream()
                .map(Climb::next)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** The states that have changed since the last call, to be written down. Lets go of what is over. */
    public List<LadderState> takeChanges() {
        List<LadderState> changes = new ArrayList<>();
        for (Climb climb : climbs.values()) {
            add(changes, climb.takeChange());
        }
        for (ByHand hand : byHand.values()) {
            add(changes, hand.takeChange());
        }
        climbs.values().removeIf(Climb::over);
        byHand.values().removeIf(ByHand::over);
        return changes;
    }

    private static void add(List<LadderState> changes, @Nullable LadderState change) {
        if (change != null) {
            changes.add(change);
        }
    }

    /** Every ladder that is being climbed. */
    public List<Progress> progress() {
        return climbs.values().stream()
                .map(Climb::progress)
                .filter(Objects::nonNull)
                .toList();
    }

    /** How far the ladder of a trouble is; null when none is climbed. */
    public @Nullable Progress progress(Trouble trouble) {
        @Nullable Climb climb = climbs.get(trouble);
        return climb == null ? null : climb.progress();
    }

    private Duration memory() {
        Duration memory = Duration.ZERO;
        for (Ladder ladder : ladders.values()) {
            Duration own = Climb.memory(ladder);
            memory = own.compareTo(memory) > 0 ? own : memory;
        }
        return memory;
    }

    /** Whether a ladder has an action under way on the subject, except for one. */
    private boolean busy(String subject, @Nullable Climb except) {
        for (Climb climb : climbs.values()) {
            if (climb != except && climb.busy() && climb.trouble().subject().equals(subject)) {
                return true;
            }
        }
        return false;
    }

    /** What one climb asks about all. */
    private final class All implements Climb.Others {

        @Override
        public boolean free(Climb climb) {
            String subject = climb.trouble().subject();
            @Nullable ByHand hand = byHand.get(subject);
            if (hand != null && hand.busy()) {
                return false;
            }
            return !busy(subject, climb);
        }

        @Override
        public List<Quota> quotas(Climb climb, Ladder.Step step) {
            Ladder ladder = climb.form();
            String id = ladder.id();
            String subject = climb.trouble().subject();
            List<Quota> quotas = new ArrayList<>();
            quotas.add(new Quota(
                    "the budget of " + id,
                    ladder.limits(),
                    counted(subject, acted -> acted.ladders().contains(id))));
            if (!step.limits().equals(Ladder.Limits.NONE)) {
                int rung = ladder.steps().indexOf(step) + 1;
                quotas.add(new Quota(
                        "the budget of " + step.action(),
                        step.limits(),
                        counted(
                                subject,
                                acted -> acted.ladders().contains(id)
                                        && acted.action().equals(step.action())
                                        && (acted.rung() == rung || acted.rung() == 0))));
            }
            Stream.concat(ladder.budgets().stream(), step.budgets().stream())
                    .distinct()
                    .forEach(budget -> quotas.add(Quota.of(
                            budget, counted(null, acted -> acted.budgets().contains(budget.id())))));
            return quotas;
        }

        @Override
        public double chance() {
            return chance.getAsDouble();
        }

        /** Oldest first. */
        private List<Acted> counted(@Nullable String subject, Predicate<Acted> counts) {
            List<Acted> counted = new ArrayList<>();
            for (Climb climb : climbs.values()) {
                if (subject == null || climb.trouble().subject().equals(subject)) {
                    add(counted, climb.deeds(), counts);
                }
            }
            for (ByHand hand : byHand.values()) {
                if (subject == null || hand.subject().equals(subject)) {
                    add(counted, hand.deeds(), counts);
                }
            }
            counted.sort(Comparator.comparing(Acted::time));
            return counted;
        }

        private static void add(List<Acted> counted, Deeds deeds, Predicate<Acted> counts) {
            for (Acted acted : deeds.each()) {
                if (counts.test(acted)) {
                    counted.add(acted);
                }
            }
        }
    }
}
