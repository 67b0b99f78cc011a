package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.supervisor.history.LadderState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Every ladder being climbed. Pure: told of time and trouble, it says what is to be done; whoever asks writes that down
 * and then does it. Rules that share a ladder share its budget and cooldown on a subject, and at most one action is under
 * way on a subject. Not safe for use by several threads.
 *
 * <p>Bounded by the rules and subjects there are; each climb remembers at most its budget's actions.
 */
public final class Ladders {

    private Map<String, Ladder> ladders;
    private final Map<Trouble, Climb> climbs = new LinkedHashMap<>();

    /**
     * @param ladders the ladders in force, by id
     * @param resumed where an earlier process stopped; states of ladders that are no longer in force are left out
     */
    public Ladders(Map<String, Ladder> ladders, Collection<LadderState> resumed, Instant now) {
        this.ladders = ladders;
        for (LadderState state : resumed) {
            @Nullable Ladder ladder = ladders.get(state.ladder());
            if (ladder != null) {
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
        if (climb != null && climb.ladder().equals(ladder)) {
            climb.enter(evidence);
            return;
        }
        @Nullable Ladder found = ladders.get(ladder);
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
            decisions.addAll(climb.advance(now, standings.apply(climb.trouble()), pace(climb), free(climb)));
        }
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

    /** The states that have changed since the last call, to be written down. Lets go of ladders that are over. */
    public List<LadderState> takeChanges() {
        List<LadderState> changes = climbs.values().stream()
                .map(Climb::takeChange)
                .filter(Objects::nonNull)
                .toList();
        climbs.values().removeIf(Climb::over);
        return changes;
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

    private Pace pace(Climb climb) {
        List<Instant> acted = climbs.values().stream()
                .filter(other -> other.ladder().equals(climb.ladder()) && sameSubject(other, climb))
                .flatMap(other -> other.acted().stream())
                .sorted()
                .toList();
        return new Pace(climb.limits(), acted);
    }

    private boolean free(Climb climb) {
        return climbs.values().stream().noneMatch(other -> other != climb && other.busy() && sameSubject(other, climb));
    }

    private static boolean sameSubject(Climb one, Climb other) {
        return one.trouble().subject().equals(other.trouble().subject());
    }
}
