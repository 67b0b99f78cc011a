package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.rules.Ladder;
import dev.feedwarden.supervisor.recovery.Decision.Kind;
import java.time.Duration;
import java.util.List;

/** The steps of a ladder, by their places from 0. */
record Rungs(List<Ladder.Step> steps) {

    private static final String WARN = "warn";
    private static final String ESCALATE = "escalate";

    int count() {
        return steps.size();
    }

    Ladder.Step step(int index) {
        return steps.get(index);
    }

    String action(int index) {
        return steps.get(index).action();
    }

    Duration after(int index) {
        return steps.get(index).after();
    }

    /** How long after the rung before it a rung comes; the first, after the evidence. */
    Duration distance(int index) {
        return index == 0 ? after(0) : after(index).minus(after(index - 1));
    }

    /** What taking a rung means if nothing speaks against it. */
    Kind kind(int index) {
        return switch (action(index)) {
            case WARN -> Kind.WARN;
            case ESCALATE -> Kind.ESCALATE;
            default -> Kind.ACT;
        };
    }

    boolean acts(int index) {
        return kind(index) == Kind.ACT;
    }
}
