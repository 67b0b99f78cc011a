package dev.feedwarden.rules.read;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.Flap;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Rule;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.rules.Thresholds;
import dev.feedwarden.rules.calendar.Calendar;
import dev.feedwarden.rules.measure.Measure;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one rule. */
final class RuleEntryReader {

    private static final String PLUGIN = "plugin:";
    private static final Pattern OF = Pattern.compile("(plugin:)?[A-Za-z0-9][A-Za-z0-9._-]*(/\\*)?");
    private static final double FEWEST_CHANGES = 1;

    private final Map<String, Metric> metrics;
    private final Set<String> plugins;
    private final Set<String> ladders;
    private final Named<Calendar> calendars;
    private final NeedsReader needs;
    private final Spans spans;
    private final MeasureReader measures;
    private final ThresholdsReader thresholds;
    private final Problems problems;

    /**
     * @param plugins the types of all plugins whose metrics are declared
     * @param ladders the names of all ladders of all files
     */
    RuleEntryReader(
            Map<String, Metric> metrics,
            Set<String> plugins,
            Set<String> ladders,
            Named<Calendar> calendars,
            NeedsReader needs,
            Spans spans,
            ThresholdsReader thresholds,
            Problems problems) {
        this.metrics = metrics;
        this.plugins = plugins;
        this.ladders = ladders;
        this.calendars = calendars;
        this.needs = needs;
        this.spans = spans;
        this.measures = new MeasureReader(metrics, spans, problems);
        this.thresholds = thresholds;
        this.problems = problems;
    }

    /** The rule; null where something in it is wrong, or where it is of a plugin that is neither used nor there. */
    @Nullable
    Rule read(Mapping.Entry entry) {
        int before = problems.count();
        Names.check(entry.key(), problems);
        if (!(entry.value() instanceof Mapping mapping)) {
            problems.expected("a rule with its keys", entry.value());
            return null;
        }
        Fields fields = new Fields(mapping, problems);
        fields.require("metric", "of", "measure");
        Scalar about = fields.text("about");
        Scalar of = of(fields.text("of"));
        Metric metric = metric(fields.text("metric"), of);
        Measure measure = measures.read(fields.text("measure"), metric);
        Mailing mail = Mailing.read(fields.node("mail"), problems);
        Thresholds levels = thresholds.read(mapping, fields, mail.at(), measure);
        Map<Level, Duration> holds = holds(fields.mapping("hold"));
        Flap flap = flap(fields.mapping("flap"));
        String id = entry.key().text();
        List<String> causes = needs.read(id, fields.sequence("needs"));
        Scalar during = fields.text("during");
        Calendar calendar = during == null ? null : calendars.find(during, problems);
        Severity severity = Words.severity(fields.text("severity"), problems);
        Scalar recover = recover(fields.text("recover"));
        Scalar runbook = runbook(fields.text("runbook"));
        fields.end();
        if (problems.count() > before || metric == null || of == null || measure == null || levels == null) {
            return null;
        }
        if (during != null && calendar == null) {
            return null; // the calendar itself is wrong
        }
        return new Rule(
                id,
                about == null ? id : about.text(),
                metric.name(),
                of.text(),
                measure,
                levels,
                holds,
                flap,
                causes,
                calendar,
                severity,
                recover == null ? null : recover.text(),
                mail.levels(),
                runbook == null ? null : runbook.text(),
                entry.key().place());
    }

    private @Nullable Metric metric(@Nullable Scalar name, @Nullable Scalar of) {
        if (name == null) {
            return null;
        }
        Metric metric = metrics.get(name.text());
        if (metric == null && !ofNothing(of)) {
            problems.unknown("metric", name, metrics.keySet());
        }
        return metric;
    }

    /** Whether no configured instance is of the plugin that a rule is about: then its metrics need not be known. */
    private boolean ofNothing(@Nullable Scalar of) {
        if (of == null || !of.text().startsWith(PLUGIN)) {
            return false;
        }
        String type = of.text().substring(PLUGIN.length());
        return !plugins.contains(type.endsWith("/*") ? type.substring(0, type.length() - 2) : type);
    }

    private @Nullable Scalar of(@Nullable Scalar of) {
        if (of != null && !OF.matcher(of.text()).matches()) {
            problems.expected("plugin:TYPE or the id of an instance, either with /* for its streams", of);
        }
        return of;
    }

    private @Nullable Scalar recover(@Nullable Scalar ladder) {
        if (ladder != null && !ladders.contains(ladder.text())) {
            problems.unknown("ladder", ladder, ladders);
        }
        return ladder;
    }

    private @Nullable Scalar runbook(@Nullable Scalar runbook) {
        if (runbook != null && runbook.text().length() > Rule.LONGEST_RUNBOOK) {
            problems.add(
                    runbook.place(),
                    "expected at most " + Rule.LONGEST_RUNBOOK + " characters, found "
                            + runbook.text().length());
        }
        return runbook;
    }

    private Map<Level, Duration> holds(@Nullable Mapping mapping) {
        Map<Level, Duration> holds = new EnumMap<>(Level.class);
        if (mapping == null) {
            return holds;
        }
        Fields fields = new Fields(mapping, problems);
        Words.LEVELS.forEach((word, level) -> {
            Duration hold = spans.read(fields.node(word));
            if (hold != null) {
                holds.put(level, hold);
            }
        });
        fields.end();
        return holds;
    }

    private @Nullable Flap flap(@Nullable Mapping mapping) {
        if (mapping == null) {
            return null;
        }
        Fields fields = new Fields(mapping, problems);
        fields.require("changes", "per");
        Scalar changes = fields.number("changes");
        Duration per = spans.read(fields.node("per"));
        fields.end();
        if (changes == null || per == null) {
            return null;
        }
        double most = changes.number();
        if (most != Math.rint(most) || most < FEWEST_CHANGES || most > Flap.MOST) {
            problems.expected("a whole number from 1 to " + Flap.MOST, changes);
            return null;
        }
        if (per.isZero()) {
            problems.add(mapping.place(), "expected a 'per' of more than zero, found zero");
            return null;
        }
        return new Flap((int) most, per);
    }
}
