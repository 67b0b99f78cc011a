package dev.feedwarden.supervisor.recovery;

/**
 * What a ladder decided. Nothing is done about it before it is written down.
 *
 * @param ladder the ladder's id
 * @param rung how many steps had been taken when it was decided, this one included
 * @param step the step's action
 */
public record Decision(Kind kind, Trouble trouble, String ladder, int rung, String step) {

    /** Every rung gives exactly one of the first five, in the order of the rungs. */
    public enum Kind {
        /** A person is told. */
        WARN,
        /** The action is carried out. */
        ACT,
        /** The subject is in a state in which the ladder only reports: noted in place of the action. */
        REPORT_ONLY,
        /** The budget was used up until a later rung had to tell a person: noted in place of the action. */
        WITHHELD,
        /** A person is needed. */
        ESCALATE,
        /** The step waits for the budget; said once a rung. */
        WAITING,
        /** After this step the subject was well for the ladder's healthy time. */
        SUCCEEDED,
        /** This step could not be carried out, did not end in time, or the next rung was reached all the same. */
        FAILED
    }

    /** Whether it is the one decision of its rung. */
    public boolean takesRung() {
        return kind.compareTo(Kind.ESCALATE) <= 0;
    }
}
