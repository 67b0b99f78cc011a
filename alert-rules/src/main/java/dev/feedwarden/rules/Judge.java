package dev.feedwarden.rules;

import dev.feedwarden.rules.Causes.Cause;
import dev.feedwarden.rules.measure.Measurement;
import org.jspecify.annotations.Nullable;

/**
 * One rule over one subject. From the readings comes a value, from the value the level that it has, from that the level
 * that has lasted long enough, and from that the level that is told, which does not flap. Outside the rule's hours nothing
 * of this is known, and only readings are taken.
 */
final class Judge {

    final Rule rule;
    final String subject;
    /** Its place in the order in which judges were made, which is the order of changes of one moment. */
    final long number;

    final long declared;

    /** For {@link Deadlines}: when it must look again, and its place there. */
    long deadline;

    int slot = Deadlines.NOWHERE;

    /** The time by which it stands there: its deadline, or an earlier one that was put off. */
    long queued;

    /** For {@link RuleEngine}: whether it is to look before time moves on. */
    boolean touched;

    /** For {@link Causes}: what others know of its rule; null where no other needs it. */
    @Nullable
    Cause cause;

    /** Whether its rule needs others. */
    final boolean needs;

    private final double[] bounds;
    private final Shift shift;
    private final Latches latches;
    private final Hold hold;
    private final Flapping flapping;
    private Measurement measurement;
    private boolean heard;
    private Level raw = Level.GREY;
    private Level level = Level.GREY;
    private boolean mail;
    private Level told = Level.GREY;
    private Marks marks = Marks.NONE;
    private long since;
    private long lastGreen;

    Judge(Rule rule, String subject, long number, long declared) {
        this.rule = rule;
        this.subject = subject;
        this.number = number;
        this.declared = declared;
        needs = !rule.needs().isEmpty();
        measurement = rule.measure().begin(declared);
        bounds = rule.thresholds().bounds().toArray();
        shift = new Shift(rule.during(), declared);
        latches = new Latches(rule.thresholds());
        hold = new Hold(rule.thresholds(), rule.holds());
        flapping = new Flapping(rule.flap());
        since = declared;
        lastGreen = declared;
    }

    /**
     * Takes a reading.
     *
     * @param other whether it is of the measure's other metric
     */
    void add(boolean other, long time, double value) {
        if (other) {
            measurement.other().add(time, value);
        } else {
            measurement.add(time, value);
            heard |= !Double.isNaN(value);
        }
    }

    Level level() {
        return level;
    }

    /** Looks at the value and sets the next deadline. */
    void look(long now) {
        if (raw == Level.GREEN) {
            lastGreen = now;
        }
        if (shift.opens(now)) {
            open(now);
        }
        double value = measurement.value(now);
        if (shift.isOpen()) {
            raw = latches.take(value, now, heard);
            hold.take(raw, now);
            level = flapping.take(hold.level(), now);
            long next = Math.min(measurement.next(now, bounds), hold.next(raw));
            deadline = Math.min(shift.next(), Math.min(next, flapping.next()));
        } else {
            close(now);
        }
        heard = false;
        mail = level != Level.GREEN && (mail || (level != Level.GREY && latches.mailed()));
        if (deadline <= now) {
            throw new IllegalStateException(
                    rule.id() + " of " + subject + " must look again after " + now + ", found " + deadline);
        }
    }

    /**
     * Says what is different from what it said last; null for nothing.
     *
     * @param cause a rule that it needs and that is red; null for none
     */
    @Nullable
    StatusChange tell(long now, @Nullable String cause) {
        boolean bad = level.compareTo(Level.GREEN) > 0;
        String heldBackBy = bad ? cause : null;
        if (level == told && marks.are(flapping.on(), mail, heldBackBy)) {
            return null;
        }
        return change(level, new Marks(flapping.on(), mail, heldBackBy), measurement.value(now), now);
    }

    /** The change that ends its work: nothing is known any more; null where nothing was known before. */
    @Nullable
    StatusChange end(long now) {
        level = Level.GREY;
        return told == Level.GREY ? null : change(Level.GREY, Marks.NONE, Double.NaN, now);
    }

    RuleState state(long now) {
        boolean known = now >= declared;
        double value = known ? measurement.value(now) : Double.NaN;
        return new RuleState(
                rule,
                subject,
                level,
                value,
                Nanos.instant(since),
                Nanos.instant(evidence(now)),
                latches.noted(),
                marks);
    }

    /** What was not judged is no one's fault: a silence and a ladder's time begin with the opening. */
    private void open(long now) {
        lastGreen = now;
        boolean silence = rule.measure().passes() && rule.measure().window() == null;
        if (silence) {
            measurement = rule.measure().begin(now);
        }
    }

    private void close(long now) {
        raw = Level.GREY;
        level = Level.GREY;
        latches.forget();
        hold.take(raw, now);
        flapping.forget();
        deadline = shift.next();
    }

    private StatusChange change(Level to, Marks next, double value, long now) {
        Level from = told;
        since = from == to ? since : now;
        told = to;
        marks = next;
        return new StatusChange(
                rule.id(), subject, from, to, value, Nanos.instant(evidence(now)), Nanos.instant(now), marks);
    }

    private long evidence(long now) {
        return measurement.evidence(raw == Level.GREEN ? Math.max(now, declared) : lastGreen);
    }
}
