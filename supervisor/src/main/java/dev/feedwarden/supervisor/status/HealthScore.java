package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.status.StatusBoard.RuleStatus;
import java.util.List;

/**
 * The health of everything in one number from 0 to 100: of all rules with a subject that know something, the share that is
 * green, a yellow one counting half, rounded to the nearest whole number. A rule that is grey is left out, since not to know
 * is neither well nor ill; while all are, the score is 0. What is only noted counts as green. All rules weigh the same: the
 * level says how bad the worst is, the score how much of the whole is well.
 */
final class HealthScore {

    private static final int BEST = 100;
    private static final double HALF = 0.5;

    private HealthScore() {}

    static int of(List<RuleStatus> rules) {
        double points = 0;
        int known = 0;
        for (RuleStatus rule : rules) {
            points += switch (rule.level()) {
                case GREEN -> 1;
                case YELLOW -> HALF;
                case RED, GREY -> 0;
            };
            known += rule.level() == Level.GREY ? 0 : 1;
        }
        return known == 0 ? 0 : (int) Math.round(BEST * points / known);
    }
}
