package dev.feedwarden.rules.trial;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Unit;
import dev.feedwarden.rules.read.Spans;
import dev.feedwarden.rules.yaml.Fields;
import dev.feedwarden.rules.yaml.Mapping;
import dev.feedwarden.rules.yaml.Node;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Sequence;
import dev.feedwarden.rules.yaml.Yaml;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a file of tests. What is wrong is noted, and nothing is thrown for what a person wrote. */
final class TrialReader {

    /** A Monday. */
    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");

    private final Map<String, Metric> declared;
    private final Problems problems;
    private final Spans spans;
    private final ExpectationReader expectations;

    TrialReader(Map<String, Metric> declared, Problems problems) {
        this.declared = declared;
        this.problems = problems;
        spans = new Spans(BigDecimal.ONE, problems);
        expectations = new ExpectationReader(spans, problems);
    }

    /** The file; null where it has no keys at all. */
    @Nullable
    TrialFile read(String name, String text) {
        Node root = Yaml.parse(name, text, problems);
        if (!(root instanceof Mapping mapping)) {
            if (root != null) {
                problems.expected("a file of tests (rules, tests)", root);
            }
            return null;
        }
        Fields fields = new Fields(mapping, problems);
        fields.require("rules", "tests");
        List<Scalar> rules = texts(fields.sequence("rules"), "the path of a rule file");
        Map<String, Metric> metrics = metrics(fields.mapping("metrics"));
        Set<String> actions = new LinkedHashSet<>();
        texts(fields.sequence("actions"), "the name of an action").forEach(action -> actions.add(action.text()));
        Map<String, String> plugins = plugins(fields.mapping("subjects"));
        List<Trial> trials = new ArrayList<>();
        Sequence tests = fields.sequence("tests");
        for (Node item : tests == null ? List.<Node>of() : tests.items()) {
            Trial trial = trial(item, metrics, plugins);
            if (trial != null) {
                trials.add(trial);
            }
        }
        fields.end();
        return new TrialFile(rules, metrics, actions, trials);
    }

    private @Nullable Trial trial(Node item, Map<String, Metric> metrics, Map<String, String> plugins) {
        if (!(item instanceof Mapping mapping)) {
            problems.expected("a test with its name, series and expect", item);
            return null;
        }
        int before = problems.count();
        Fields fields = new Fields(mapping, problems);
        fields.require("name", "expect");
        Scalar name = fields.text("name");
        Instant start = start(fields.text("start"));
        SeriesReader reader = new SeriesReader(metrics, spans, problems);
        List<Series> series = new ArrayList<>();
        Map<String, String> subjects = new LinkedHashMap<>();
        Sequence list = fields.sequence("series");
        for (Node one : list == null ? List.<Node>of() : list.items()) {
            Series read = reader.read(one);
            if (read != null) {
                series.add(read);
                judge(read.subject(), plugins, subjects);
            }
        }
        List<Expectation> expected = expectations.read(fields.sequence("expect"));
        for (Expectation one : expected) {
            if (one.subject() != null) {
                judge(one.subject().text(), plugins, subjects);
            }
        }
        fields.end();
        if (problems.count() > before || name == null) {
            return null;
        }
        List<Expectation> inOrder =
                expected.stream().sorted(Comparator.comparing(Expectation::at)).toList();
        return new Trial(name.text(), mapping.place(), start, subjects, series, inOrder);
    }

    /** A subject is of the plugin of its own name unless the file says otherwise. */
    private static void judge(String subject, Map<String, String> plugins, Map<String, String> subjects) {
        String instance = subject.split("/", 2)[0];
        subjects.put(subject, plugins.getOrDefault(instance, instance));
    }

    private Instant start(@Nullable Scalar text) {
        if (text == null) {
            return START;
        }
        try {
            return Instant.parse(text.text());
        } catch (DateTimeParseException e) {
            problems.expected("a moment such as 2026-11-27T14:30:00Z", text);
            return START;
        }
    }

    private List<Scalar> texts(@Nullable Sequence list, String what) {
        List<Scalar> texts = new ArrayList<>();
        for (Node item : list == null ? List.<Node>of() : list.items()) {
            if (item instanceof Scalar scalar && scalar.type() == Scalar.Type.TEXT) {
                texts.add(scalar);
            } else {
                problems.expected(what, item);
            }
        }
        return texts;
    }

    private Map<String, String> plugins(@Nullable Mapping mapping) {
        Map<String, String> plugins = new HashMap<>();
        if (mapping != null) {
            mapping.entries().forEach((id, entry) -> {
                if (entry.value() instanceof Scalar type && type.type() == Scalar.Type.TEXT) {
                    plugins.put(id, type.text());
                } else {
                    problems.expected("the type of the plugin of '" + id + "'", entry.value());
                }
            });
        }
        return plugins;
    }

    private Map<String, Metric> metrics(@Nullable Mapping mapping) {
        Map<String, Metric> metrics = new HashMap<>(declared);
        for (Mapping.Entry entry :
                mapping == null ? List.<Mapping.Entry>of() : mapping.entries().values()) {
            Metric metric = metric(entry);
            if (metric != null) {
                metrics.put(metric.name(), metric);
            }
        }
        return metrics;
    }

    private @Nullable Metric metric(Mapping.Entry entry) {
        if (!(entry.value() instanceof Mapping mapping)) {
            problems.expected("a metric such as {kind: gauge, unit: none}", entry.value());
            return null;
        }
        Fields fields = new Fields(mapping, problems);
        fields.require("kind", "unit");
        Metric.Kind kind = word(Metric.Kind.values(), fields.text("kind"), "kind");
        Unit unit = word(Unit.values(), fields.text("unit"), "unit");
        fields.end();
        if (kind == null || unit == null) {
            return null;
        }
        try {
            return new Metric(entry.key().text(), kind, unit, "");
        } catch (IllegalArgumentException e) {
            problems.expected("dotted lower-case words such as case.value", entry.key());
            return null;
        }
    }

    private <E extends Enum<E>> @Nullable E word(E[] all, @Nullable Scalar word, String what) {
        if (word == null) {
            return null;
        }
        List<String> known = new ArrayList<>();
        for (E one : all) {
            String text = one.name().toLowerCase(Locale.ROOT);
            if (text.equals(word.text())) {
                return one;
            }
            known.add(text);
        }
        problems.unknown(what, word, known);
        return null;
    }
}
