package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.rules.Ladder;

/**
 * What a ladder decided. Nothing is done about it before it is written down.
 *
 * @param ladder the ladder's id
 * @param rung how many steps had been taken when it was decided, this one included
 * @param what the step
 * @param why what spoke against it, where something did: {@code budget ib-login}; else empty
 */
public record Decision(Kind kind, Trouble trouble, String ladder, int rung, Ladder.Step what, String why) {

    /** Every rung gives exactly one of the first seven, in the order of the rungs. */
    public enum Kind {
        /** A person is told. */
        WARN,
        /** The action is carried out. */
        ACT,
        /** The ladder only observes: noted in place of the action. */
        OBSERVED,
        /** The subject is in a state in which the ladder only reports: noted in place of the action. */
        REPORT_ONLY,
        /** A limit stood against it until a later rung had to tell a person: noted in place of the action. */
        WITHHELD,
        /** A person was told in an earlier round already: noted in place of telling again. */
        TOLD,
        /** A person is needed. */
        ESCALATE,
        /** The step waits for a budget or the end of a time in which nothing is done; said once a rung. */
        WAITING,
        /** After this step the subject was well for the ladder's healthy time. */
        SUCCEEDED,
        /** This step could not be carried out, did not end in time, or the next rung was reached all the same. */
        FAILED,
        /** The ladder has rested at its top long enough and begins again at the bottom; the step is its last. */
        REARMED
    }

    /** Whether it is the one decision of its rung. */
    public boolean takesRung() {
        return kind.compareTo(Kind.ESCALATE) <= 0;
    }

    /** The name of the step's action. */
    public String step() {
        return what.action();
    }
}
