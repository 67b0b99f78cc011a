package dev.feedwarden.rules.read;

import dev.feedwarden.rules.Condition;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Threshold;
import dev.feedwarden.rules.Thresholds;
import dev.feedwarden.rules.Votes;
import dev.feedwarden.rules.measure.Measure;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a rule's thresholds and refuses what can never be reached, or never left. */
final class ThresholdsReader {

    private static final Pattern VOTES = Pattern.compile("(\\d{1,2}) of (\\d{1,2})");

    private final ConditionReader conditions;
    private final Problems problems;

    ThresholdsReader(ConditionReader conditions, Problems problems) {
        this.conditions = conditions;
        this.problems = problems;
    }

    /**
     * The thresholds; null where one is wrong, or the measure is unknown.
     *
     * @param fields the keys of the rule
     * @param mail the threshold of mails; null for none
     */
    @Nullable
    Thresholds read(Mapping rule, Fields fields, @Nullable Node mail, @Nullable Measure measure) {
        Node yellow = fields.node("yellow");
        Node red = fields.node("red");
        Node info = fields.node("info");
        if (yellow == null && red == null && info == null) {
            problems.add(rule.place(), "expected a threshold (yellow, red or info), found none");
        }
        if (measure == null) {
            return null;
        }
        int before = problems.count();
        Thresholds thresholds = new Thresholds(
                threshold(yellow, measure),
                threshold(red, measure),
                threshold(info, measure),
                threshold(mail, measure));
        if (problems.count() > before) {
            return thresholds;
        }
        if (yellow != null && !thresholds.canReach(Level.YELLOW, measure.range())) {
            problems.add(yellow.place(), "yellow can never be reached: every value that matches it is red");
        }
        if (mail != null && !thresholds.canMail(measure.range())) {
            problems.add(mail.place(), "no mail can ever go out: no value that matches it is yellow or red");
        }
        return thresholds;
    }

    private @Nullable Threshold threshold(@Nullable Node node, Measure measure) {
        if (!(node instanceof Mapping mapping)) {
            Condition enter = possible(node, measure);
            return enter == null ? null : new Threshold(enter, null, null);
        }
        Fields fields = new Fields(mapping, problems);
        fields.require("enter");
        Condition enter = possible(fields.node("enter"), measure);
        Node leaveNode = fields.node("leave");
        Condition leave = possible(leaveNode, measure);
        Votes votes = votes(fields.text("votes"), measure);
        fields.end();
        if (leaveNode != null && leave != null && enter != null) {
            apart(leaveNode, enter, leave, measure);
        }
        return enter == null ? null : new Threshold(enter, leave, votes);
    }

    private void apart(Node node, Condition enter, Condition leave, Measure measure) {
        if (enter.overlaps(leave, measure.range())) {
            problems.add(
                    node.place(),
                    "expected a condition on the other side of enter '" + enter.text(measure.dimension()) + "', found '"
                            + leave.text(measure.dimension()) + "', which some value meets besides");
        }
    }

    private @Nullable Votes votes(@Nullable Scalar text, Measure measure) {
        if (text == null) {
            return null;
        }
        if (measure.passes() || measure.window() != null) {
            problems.add(
                    text.place(),
                    "votes are of single readings and need a measure of the newest one such as last, found '"
                            + measure.text() + "'");
            return null;
        }
        Matcher matcher = VOTES.matcher(text.text());
        if (matcher.matches()) {
            int needed = Integer.parseInt(matcher.group(1));
            int of = Integer.parseInt(matcher.group(2));
            if (needed >= 1 && needed <= of && of >= 2 && of <= Votes.MOST) {
                return new Votes(needed, of);
            }
        }
        problems.expected("votes such as 3 of 5, of at most " + Votes.MOST + " readings", text);
        return null;
    }

    private @Nullable Condition possible(@Nullable Node node, Measure measure) {
        Condition condition = conditions.read(node, measure);
        if (node == null || condition == null) {
            return null;
        }
        if (!condition.canHold(measure.range())) {
            problems.add(
                    node.place(),
                    "can never be reached: no value of '" + measure.text() + "' is "
                            + condition.text(measure.dimension()));
            return null;
        }
        return condition;
    }
}
