package dev.feedwarden.rules;

import dev.feedwarden.rules.measure.Measurement;
import org.jspecify.annotations.Nullable;

/** One rule over one subject. */
final class Judge {

    final Rule rule;
    final String subject;
    /** Its place in the order in which judges were made, which is the order of changes of one moment. */
    final long number;

    final long declared;

    /** For {@link Deadlines}: when it must look again, and its place there. */
    long deadline;

    int slot = Deadlines.NOWHERE;

    /** For {@link RuleEngine}: whether it is to look before time moves on. */
    boolean touched;

    final Measurement measurement;

    private final double[] bounds;
    private final Hold hold;
    private Level raw = Level.GREY;
    private long since;
    private long lastGreen;
    private boolean noted;

    Judge(Rule rule, String subject, long number, long declared) {
        this.rule = rule;
        this.subject = subject;
        this.number = number;
        this.declared = declared;
        measurement = rule.measure().begin(declared);
        bounds = rule.thresholds().bounds();
        hold = new Hold(rule.thresholds(), rule.holds());
        since = declared;
        lastGreen = declared;
    }

    Level level() {
        return hold.level();
    }

    /** Looks at the value and sets the next deadline. Answers the change of the level, if it changed. */
    @Nullable
    StatusChange look(long now) {
        double value = measurement.value(now);
        if (raw == Level.GREEN) {
            lastGreen = now;
        }
        raw = rule.thresholds().level(value);
        noted = rule.thresholds().noted(value);
        Level before = hold.level();
        hold.take(raw, now);
        deadline = Math.min(measurement.next(now, bounds), hold.next(raw));
        if (deadline <= now) {
            throw new IllegalStateException(
                    rule.id() + " of " + subject + " must look again after " + now + ", found " + deadline);
        }
        return before == hold.level() ? null : change(before, hold.level(), value, now);
    }

    /** The change that ends its work: nothing is known any more. */
    StatusChange end(long now) {
        return change(hold.level(), Level.GREY, Double.NaN, now);
    }

    RuleState state(long now) {
        boolean known = now >= declared;
        double value = known ? measurement.value(now) : Double.NaN;
        return new RuleState(
                rule, subject, hold.level(), value, Nanos.instant(since), Nanos.instant(evidence(now)), noted);
    }

    private StatusChange change(Level from, Level to, double value, long now) {
        since = now;
        return new StatusChange(rule.id(), subject, from, to, value, Nanos.instant(evidence(now)), Nanos.instant(now));
    }

    private long evidence(long now) {
        return measurement.evidence(raw == Level.GREEN ? Math.max(now, declared) : lastGreen);
    }
}
