package dev.feedwarden.rules.trial;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.RuleState;
import dev.feedwarden.rules.measure.TimeText;
import dev.feedwarden.rules.read.UnitText;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One test, ready to be run: every expectation has found its rule and its subject. */
final class TrialRun {

    private static final double TOLERANCE = 1e-9;
    private static final String NONE = "none";

    private final Trial trial;
    private final Map<String, String> subjects;
    private final List<Point> points;

    private TrialRun(Trial trial, Map<String, String> subjects, List<Point> points) {
        this.trial = trial;
        this.subjects = subjects;
        this.points = points;
    }

    /** The test; null where it names what is not there, which is noted. */
    static @Nullable TrialRun prepare(Trial trial, Map<String, Metric> metrics, RuleSet rules, Problems problems) {
        int before = problems.count();
        Map<String, String> subjects = new LinkedHashMap<>(trial.subjects());
        List<Point> points = new ArrayList<>();
        for (Expectation expectation : trial.expectations()) {
            Scalar name = expectation.rule();
            List<String> known = rules.rules().stream().map(Rule::id).toList();
            int index = known.indexOf(name.text());
            if (index < 0) {
                problems.unknown("rule", name, known);
                continue;
            }
            Rule rule = rules.rules().get(index);
            String subject = subject(rule, expectation, subjects, problems);
            Double value = value(rule, expectation.value(), problems);
            if (subject != null) {
                points.add(new Point(expectation, rule, subject, value));
            }
        }
        return problems.count() > before ? null : new TrialRun(trial, subjects, points);
    }

    /**
     * Runs it.
     *
     * @param tested given the levels that were expected and found
     */
    TrialResult on(Bench bench, Map<String, Set<Level>> tested) {
        subjects.forEach((subject, plugin) -> bench.declare(subject, plugin, trial.start()));
        Playback playback = new Playback(bench, trial.start(), trial.series());
        List<Failure> failures = new ArrayList<>();
        for (Point point : points) {
            playback.until(point.expectation.at());
            compare(point, bench, failures, tested);
        }
        return new TrialResult(trial.name(), trial.place(), failures);
    }

    private void compare(Point point, Bench bench, List<Failure> failures, Map<String, Set<Level>> tested) {
        Expectation expected = point.expectation;
        String rule = point.rule.id();
        RuleState state = bench.state(rule, point.subject);
        Level level = state == null ? Level.GREY : state.level();
        double value = state == null ? Double.NaN : state.value();
        if (expected.level() != null) {
            if (expected.level() == level) {
                tested.computeIfAbsent(rule, id -> EnumSet.noneOf(Level.class)).add(level);
            } else {
                String found = level.word() + " (" + point.rule.dimension().print(value) + ")";
                failures.add(failure(point, "level", expected.level().word(), found));
            }
        }
        if (point.value != null && !near(point.value, value)) {
            failures.add(failure(point, "value", print(point.value), print(value)));
        }
        List<String> steps = bench.steps(rule, point.subject);
        if (expected.steps() != null && steps != null && !expected.steps().equals(steps)) {
            failures.add(failure(point, "steps", expected.steps().toString(), steps.toString()));
        }
        Integer mails = bench.mails(rule, point.subject);
        if (expected.mails() != null && mails != null && !expected.mails().equals(mails)) {
            failures.add(failure(point, "mails", expected.mails().toString(), mails.toString()));
        }
    }

    private Failure failure(Point point, String what, String expected, String found) {
        Duration at = point.expectation.at();
        List<String> tail = Tail.of(trial.series(), point.rule.metric(), point.subject, at);
        return new Failure(
                point.expectation.place(),
                TimeText.print(at),
                point.rule.id(),
                point.subject,
                what,
                expected,
                found,
                tail);
    }

    private static @Nullable String subject(
            Rule rule, Expectation expectation, Map<String, String> subjects, Problems problems) {
        Scalar named = expectation.subject();
        List<String> judged = subjects.entrySet().stream()
                .filter(subject -> rule.concerns(subject.getKey(), subject.getValue()))
                .map(Map.Entry::getKey)
                .toList();
        if (named != null) {
            if (judged.contains(named.text())) {
                return named.text();
            }
            problems.add(
                    named.place(),
                    "rule '" + rule.id() + "' is of " + rule.of() + " and does not judge " + named.found()
                            + problems.meant(named.place(), judged, named.text()));
            return null;
        }
        if (judged.size() == 1) {
            return judged.get(0);
        }
        if (judged.isEmpty() && !rule.of().endsWith("/*")) {
            String only = rule.of().replaceFirst("^plugin:", "");
            subjects.put(only, only);
            return only;
        }
        problems.add(
                expectation.place(),
                "expected 'subject': rule '" + rule.id() + "' is of " + rule.of() + " and judges "
                        + (judged.isEmpty() ? "no subject of this test" : String.join(", ", judged)));
        return null;
    }

    private static @Nullable Double value(Rule rule, @Nullable Scalar value, Problems problems) {
        if (value == null) {
            return null;
        }
        if (value.type() == Scalar.Type.NUMBER) {
            return value.number();
        }
        if (value.text().equals(NONE)) {
            return Double.NaN;
        }
        Unit unit = rule.dimension().unit();
        BigDecimal number = UnitText.parse(value.text(), unit);
        if (number == null) {
            problems.expected(UnitText.expected(unit) + ", a plain number or none", value);
            return null;
        }
        return number.doubleValue();
    }

    private static boolean near(double expected, double found) {
        return Double.compare(expected, found) == 0
                || Math.abs(expected - found) <= TOLERANCE * Math.max(1, Math.abs(expected));
    }

    private static String print(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? NONE : String.valueOf(value);
        }
        return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }

    /** An expectation with what it names. */
    private record Point(
            Expectation expectation,
            Rule rule,
            String subject,
            @Nullable Double value) {}
}
