package dev.feedwarden.rules;

import static dev.feedwarden.rules.Court.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Reading;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Rules with bands, votes, holds, flapping, hours, causes and a threshold of mails, all at random, against a judge that
 * looks at everything again in every half second and keeps no more than lists. From a fixed seed.
 */
final class NaiveLevelsTest {

    private static final int SECONDS = 300;
    private static final Level[] KNOWN = {Level.GREEN, Level.YELLOW, Level.RED};

    private final Random random = new Random(20_261_122);

    @Test
    void changes_anyRulesAndReadings_areThoseOfARecomputation() {
        int changes = 0;
        int held = 0;
        int flapping = 0;
        for (int round = 0; round < 400; round++) {
            Naive cause = any("cause", round % 3 == 0 ? "'plugin:test'" : "b", null);
            Naive rule = any("rule", "a", cause);
            String yaml = "version: 1\nrules:\n" + (round % 2 == 0 ? rule.yaml + cause.yaml : cause.yaml + rule.yaml)
                    + "calendars: {c: {zone: UTC, open: ['Sat 08:01-08:02', 'Sat 08:03-08:04']}}\n";
            Court court = new Court(Court.rules(yaml));
            for (String subject : round % 2 == 0 ? List.of("a", "b") : List.of("b", "a")) {
                court.declare(subject, 0);
            }
            List<Reading> readings = readings();
            Collections.shuffle(readings, random);
            readings.forEach(court.engine::accept);

            List<String> told = new ArrayList<>();
            for (double now = 0; now < SECONDS; now += random.nextInt(60) / 2.0) {
                court.engine.advance(at(now)).forEach(change -> told.add(text(change)));
            }
            court.engine.advance(at(SECONDS)).forEach(change -> told.add(text(change)));

            Collections.sort(told);
            List<String> expected = naive(rule, cause, round % 3 == 0, readings);
            assertThat(told).as(yaml).isEqualTo(expected);
            changes += told.size();
            held += (int) told.stream().filter(each -> each.contains(" by ")).count();
            flapping += (int)
                    told.stream().filter(each -> each.contains(" flapping")).count();
        }
        assertThat(changes).isGreaterThan(5_000);
        assertThat(held).isGreaterThan(200);
        assertThat(flapping).isGreaterThan(200);
    }

    private static List<String> naive(Naive rule, Naive cause, boolean causeEverywhere, List<Reading> readings) {
        List<String> changes = new ArrayList<>();
        Run dependant = new Run(rule, "a");
        Run same = new Run(cause, causeEverywhere ? "a" : "b");
        Run other = new Run(cause, "b");
        for (int half = 0; half <= 2 * SECONDS; half++) {
            double now = half / 2.0;
            dependant.look(now, readings);
            same.look(now, readings);
            same.tell(now, null, changes);
            if (causeEverywhere) {
                other.look(now, readings);
                other.tell(now, null, changes);
            }
            dependant.tell(now, same.level == Level.RED ? "cause" : null, changes);
        }
        Collections.sort(changes);
        return changes;
    }

    private List<Reading> readings() {
        List<Reading> readings = new ArrayList<>();
        for (String subject : List.of("a", "b")) {
            int value = 5;
            for (int half = random.nextInt(20); half < 2 * SECONDS; half += random.nextInt(25)) {
                value = random.nextBoolean() ? random.nextInt(11) : Math.max(0, value + random.nextInt(5) - 2);
                double known = random.nextInt(15) == 0 ? Double.NaN : value;
                readings.add(new Reading("case.value", subject, known, at(half / 2.0)));
            }
        }
        return readings;
    }

    private Naive any(String id, String of, @Nullable Naive cause) {
        int yellow = 4 + random.nextInt(3);
        int red = yellow + random.nextInt(3);
        double yellowLeave = random.nextBoolean() ? yellow : yellow - random.nextInt(3);
        double redLeave = random.nextBoolean() ? red : red - random.nextInt(4);
        int of1 = 2 + random.nextInt(4);
        int votes = random.nextBoolean() ? 0 : 1 + random.nextInt(of1);
        int[] holds = {random.nextInt(20), random.nextInt(10), random.nextInt(10)};
        int flap = random.nextBoolean() ? 0 : 1 + random.nextInt(3);
        int per = 20 + random.nextInt(60);
        boolean hours = random.nextInt(3) == 0;
        int mail = random.nextBoolean() ? Integer.MAX_VALUE : red + random.nextInt(2);
        StringBuilder yaml = new StringBuilder(400);
        yaml.append("  ")
                .append(id)
                .append(": {metric: case.value, measure: last, of: ")
                .append(of);
        yaml.append(", yellow: {enter: '> ")
                .append(yellow)
                .append("', leave: '<= ")
                .append(yellowLeave);
        yaml.append("'}, red: {enter: '> ")
                .append(red + 1)
                .append("', leave: '<= ")
                .append(redLeave)
                .append('\'');
        yaml.append(votes == 0 ? "" : ", votes: " + votes + " of " + of1).append('}');
        yaml.append(String.format(
                Locale.ROOT, ", hold: {green: %ds, yellow: %ds, red: %ds}", holds[0], holds[1], holds[2]));
        yaml.append(flap == 0 ? "" : ", flap: {changes: " + flap + ", per: " + per + "s}");
        yaml.append(hours ? ", during: c" : "");
        yaml.append(mail == Integer.MAX_VALUE ? "" : ", mail: {at: '> " + mail + "'}");
        yaml.append(cause == null ? "" : ", needs: [cause]").append("}\n");
        return new Naive(
                id, yaml.toString(), yellow, yellowLeave, red + 1, redLeave, votes, of1, holds, flap, per, hours, mail);
    }

    private static String text(StatusChange change) {
        Marks marks = change.marks();
        return change.subject() + " " + change.rule() + " " + Court.text(change)
                + (marks.flapping() ? " flapping" : "")
                + (marks.mail() ? " mail" : "")
                + (marks.heldBackBy() == null ? "" : " by " + marks.heldBackBy());
    }

    /** A rule, and what it says in YAML. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Naive(
            String id,
            String yaml,
            double yellow,
            double yellowLeave,
            double red,
            double redLeave,
            int votes,
            int of,
            int[] holds,
            int flap,
            int per,
            boolean hours,
            double mail) {

        boolean open(double now) {
            return !hours || (now >= 60 && now < 120) || (now >= 180 && now < 240);
        }
    }

    /** One rule over one subject, with all that ever was in lists of half seconds. */
    private static final class Run {

        private final Naive rule;
        private final String subject;
        private final List<Level> raws = new ArrayList<>();
        private final List<Boolean> ballots = new ArrayList<>();
        private final List<Double> turns = new ArrayList<>();
        private final List<Level> turned = new ArrayList<>();
        private Level lasting = Level.GREY;
        private Level known = Level.GREY;
        private Level flapKnown = Level.GREY;
        private Level worst = Level.GREY;
        private Level level = Level.GREY;
        private Level told = Level.GREY;
        private Marks marks = Marks.NONE;
        private boolean yellow;
        private boolean red;
        private boolean flapping;
        private boolean mail;

        Run(Naive rule, String subject) {
            this.rule = rule;
            this.subject = subject;
        }

        void look(double now, List<Reading> readings) {
            double value = Double.NaN;
            boolean heard = false;
            double time = -1;
            for (Reading reading : readings) {
                double when = Court.seconds(reading.time());
                if (!reading.subject().equals(subject) || when > now || when < time) {
                    continue;
                }
                boolean greater = when > time || Double.isNaN(value) || reading.value() > value;
                value = greater ? reading.value() : value;
                time = when;
                heard |= when == now && !Double.isNaN(reading.value());
            }
            boolean open = rule.open(now);
            boolean judged = open && !Double.isNaN(value);
            Level raw = judged ? raw(value, heard) : Level.GREY;
            raws.add(raw);
            lasting = lasting(raw);
            known = lasting == Level.GREY ? known : lasting;
            level = open ? folded(now) : closed();
            mail = level != Level.GREEN && (mail || (level != Level.GREY && judged && value > rule.mail));
        }

        void tell(double now, @Nullable String cause, List<String> changes) {
            boolean bad = level.compareTo(Level.GREEN) > 0;
            Marks next = new Marks(flapping, mail, bad ? cause : null);
            if (level != told || !next.equals(marks)) {
                changes.add(text(new StatusChange(rule.id, subject, told, level, 0, at(0), at(now), next)));
            }
            told = level;
            marks = next;
        }

        private Level raw(double value, boolean heard) {
            yellow = value > rule.yellow || (yellow && value > rule.yellowLeave);
            red = value > rule.red || (red && value > rule.redLeave);
            boolean isRed = red;
            if (rule.votes > 0) {
                if (heard) {
                    ballots.add(red);
                }
                List<Boolean> last = ballots.subList(Math.max(0, ballots.size() - rule.of), ballots.size());
                isRed = Collections.frequency(last, true) >= rule.votes;
            }
            if (isRed) {
                return Level.RED;
            }
            return yellow ? Level.YELLOW : Level.GREEN;
        }

        private Level lasting(Level raw) {
            if (raw == Level.GREY) {
                return raw;
            }
            for (Level each : List.of(Level.RED, Level.YELLOW)) {
                if (each.compareTo(lasting) > 0 && lasted(each, true)) {
                    return each;
                }
            }
            boolean wellBefore = lasting == Level.GREY && known.compareTo(Level.GREEN) <= 0;
            boolean better = lasting == Level.GREY ? raw == Level.GREEN : raw.compareTo(lasting) < 0;
            return better && (wellBefore || lasted(raw, false)) ? raw : lasting;
        }

        /** Whether the value has been at least so bad, or at least so good, for the level's hold and now. */
        private boolean lasted(Level each, boolean bad) {
            int halves = 2 * rule.holds[List.of(KNOWN).indexOf(each)];
            if (raws.size() <= halves) {
                return false;
            }
            return raws.subList(raws.size() - 1 - halves, raws.size()).stream()
                    .allMatch(raw -> raw != Level.GREY && (bad ? raw.compareTo(each) >= 0 : raw.compareTo(each) <= 0));
        }

        private Level folded(double now) {
            if (rule.flap == 0) {
                return lasting;
            }
            if (lasting != Level.GREY && flapKnown != Level.GREY && lasting != flapKnown) {
                turns.add(now);
                turned.add(lasting.worse(flapKnown));
            }
            flapKnown = lasting == Level.GREY ? flapKnown : lasting;
            int recent =
                    (int) turns.stream().filter(turn -> turn > now - rule.per).count();
            boolean begins = !flapping && recent > rule.flap;
            flapping = flapping ? recent > 0 : begins;
            if (!flapping) {
                return lasting;
            }
            if (begins) {
                worst = Level.GREY;
                for (Level each : turned.subList(turned.size() - rule.flap - 1, turned.size())) {
                    worst = worst.worse(each);
                }
            }
            worst = worst.worse(lasting);
            return worst;
        }

        private Level closed() {
            turns.clear();
            turned.clear();
            flapKnown = Level.GREY;
            flapping = false;
            return Level.GREY;
        }
    }
}
