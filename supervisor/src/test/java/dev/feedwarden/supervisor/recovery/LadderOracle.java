package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.calendar.Weekly;
import dev.feedwarden.supervisor.recovery.Decision.Kind;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Holds decisions against the promises, with a count of its own of what was done. */
final class LadderOracle {

    /** Mondays from 00:45 to 01:00; histories begin at 00:40. */
    static final Calendar NIGHT =
            new Calendar("night", ZoneOffset.UTC, List.of(new Weekly(DayOfWeek.MONDAY, 45, 60)), Map.of(), Map.of());

    private static final Instant FROM = Instant.parse("2026-03-02T00:45:00Z");
    private static final Instant TO = Instant.parse("2026-03-02T01:00:00Z");

    private final long seed;
    private final Map<String, Ladder> ladders;
    private final List<Act> acts = new ArrayList<>();

    LadderOracle(long seed, Map<String, Ladder> ladders) {
        this.seed = seed;
        this.ladders = ladders;
    }

    /**
     * An action that was begun.
     *
     * @param rung from 1; 0 for a person's
     */
    private record Act(Instant time, String subject, String ladder, int rung, String action, boolean login) {}

    /** How far one trouble's ladder has come. Exact: whether it is climbed is looked at after every move. */
    static final class Course {

        private final Ladder ladder;
        private boolean climbed;
        private int rung;
        private int round;
        private Instant top = Instant.MIN;

        Course(Ladder ladder) {
            this.ladder = ladder;
        }
    }

    /**
     * Looks whether a ladder is climbed.
     *
     * @param well whether its subject has been well for its healthy time
     * @param busy whether an action of its own is under way
     */
    void look(Course course, boolean climbed, boolean well, boolean busy) {
        boolean over = well && !busy;
        promise(!(climbed && over), "a ladder is left after a healthy time");
        if (course.climbed && !climbed) {
            promise(over, "a ladder is left only after a healthy time");
            course.rung = 0;
            course.round = 0;
        }
        course.climbed = climbed;
    }

    /** Looks whether another process goes on where one ended. */
    void resumed(Course course, boolean climbed) {
        promise(climbed || (course.rung == 0 && course.round == 0), "a restart forgets no rung");
        promise(course.climbed || !climbed, "a restart climbs nothing that was left");
        course.climbed = climbed;
    }

    void check(Decision decision, Course course, Instant now, String venue) {
        if (decision.kind() == Kind.REARMED) {
            promise(course.rung == course.ladder.steps().size(), "begins again from the top only");
            promise(
                    !now.isBefore(course.top.plus(course.ladder.rearm().after(course.round))),
                    "begins again only after its rest");
            course.rung = 0;
            course.round++;
        }
        if (!decision.takesRung()) {
            return;
        }
        promise(decision.rung() == course.rung + 1, "no rung is skipped, and none is taken twice");
        course.rung = decision.rung();
        course.top = now;
        Ladder.Step step = course.ladder.steps().get(course.rung - 1);
        promise(decision.what().equals(step), "the step of the rung");
        promise(
                expected(step, course.round).contains(decision.kind()),
                "a person is told exactly once, by such a step");
        if (decision.kind() == Kind.ACT) {
            act(
                    new Act(
                            now,
                            decision.trouble().subject(),
                            course.ladder.id(),
                            course.rung,
                            step.action(),
                            login(course.ladder, step)),
                    course.ladder,
                    step,
                    venue);
        }
    }

    private static Set<Kind> expected(Ladder.Step step, int round) {
        return switch (step.action()) {
            case "warn" -> Set.of(round == 0 ? Kind.WARN : Kind.TOLD);
            case "escalate" -> Set.of(round == 0 ? Kind.ESCALATE : Kind.TOLD);
            default -> Set.of(Kind.ACT, Kind.OBSERVED, Kind.REPORT_ONLY, Kind.WITHHELD);
        };
    }

    /** A person's action counts to every ladder, and to the login where a step of its name does. */
    void byHand(String subject, Instant now) {
        boolean login = false;
        for (Ladder ladder : ladders.values()) {
            for (Ladder.Step step : ladder.steps()) {
                login |= step.action().equals("fix") && login(ladder, step);
            }
        }
        acts.add(new Act(now, subject, "", 0, "fix", login));
    }

    private void act(Act act, Ladder ladder, Ladder.Step step, String venue) {
        promise(ladder.mode() == Ladder.Mode.ACT, "who observes does nothing");
        promise(venue.equals("open"), "only reports");
        promise(
                ladder.never().isEmpty() || act.time.isBefore(FROM) || !act.time.isBefore(TO),
                "nothing is done in a time of never");
        acts.add(act);
        List<Act> same = new ArrayList<>();
        List<Act> ofStep = new ArrayList<>();
        List<Act> ofLogin = new ArrayList<>();
        for (Act each : acts) {
            boolean mine = each.subject.equals(act.subject) && (each.rung == 0 || each.ladder.equals(act.ladder));
            if (mine) {
                same.add(each);
                if (each.action.equals(act.action) && (each.rung == 0 || each.rung == act.rung)) {
                    ofStep.add(each);
                }
            }
            if (each.login) {
                ofLogin.add(each);
            }
        }
        within("the ladder's limits", ladder.limits(), same);
        if (!step.limits().equals(Ladder.Limits.NONE)) {
            within("the step's limits", step.limits(), ofStep);
        }
        if (act.login) {
            Ladder.Budget login = budget(ladder, step);
            within("the budget", new Ladder.Limits(login.actions(), login.per(), Duration.ZERO), ofLogin);
        }
    }

    /** The last of them is the new one. Both ends of the window count. */
    private void within(String what, Ladder.Limits limits, List<Act> counted) {
        Act last = counted.get(counted.size() - 1);
        Instant edge = last.time.minus(limits.per());
        int inWindow = 0;
        for (Act act : counted) {
            inWindow += act.time.isBefore(edge) ? 0 : 1;
        }
        promise(inWindow <= limits.actions(), what);
        if (counted.size() > 1) {
            Instant before = counted.get(counted.size() - 2).time;
            promise(!last.time.isBefore(before.plus(limits.cooldown())), what + ": cooldown");
        }
    }

    private static boolean login(Ladder ladder, Ladder.Step step) {
        return !ladder.budgets().isEmpty() || !step.budgets().isEmpty();
    }

    private static Ladder.Budget budget(Ladder ladder, Ladder.Step step) {
        return ladder.budgets().isEmpty()
                ? step.budgets().get(0)
                : ladder.budgets().get(0);
    }

    private void promise(boolean kept, String promise) {
        if (!kept) {
            throw new AssertionError("seed " + seed + ": " + promise);
        }
    }
}
