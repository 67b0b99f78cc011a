package dev.feedwarden.rules.read;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.measure.Measure;
import dev.feedwarden.rules.read.MeasureForm.Filled;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads measures such as {@code count over 1h}. */
final class MeasureReader {

    private static final Set<String> NAMES =
            MeasureForm.ALL.stream().map(form -> form.words().get(0)).collect(Collectors.toUnmodifiableSet());
    private static final String TEMPLATES =
            MeasureForm.ALL.stream().map(MeasureForm::template).collect(Collectors.joining(", "));

    private final Map<String, Metric> metrics;
    private final Spans spans;
    private final Problems problems;

    /**
     * @param metrics every declared metric by its name
     */
    MeasureReader(Map<String, Metric> metrics, Spans spans, Problems problems) {
        this.metrics = metrics;
        this.spans = spans;
        this.problems = problems;
    }

    /**
     * The measure; null where it is wrong, or there is nothing to measure.
     *
     * @param metric null where that is unknown
     */
    @Nullable
    Measure read(@Nullable Scalar text, @Nullable Metric metric) {
        if (text == null) {
            return null;
        }
        List<String> words = List.of(text.text().strip().split("\\s+"));
        MeasureForm form = form(text, words.get(0));
        if (form == null || !fits(text, words, form)) {
            return null;
        }
        int before = problems.count();
        if (metric != null) {
            takes(text, form, metric);
        }
        Filled filled = fill(text, words, form, metric);
        return metric == null || problems.count() > before ? null : form.maker().make(metric, filled);
    }

    private @Nullable MeasureForm form(Scalar text, String name) {
        for (MeasureForm form : MeasureForm.ALL) {
            if (form.isNamed(name)) {
                return form;
            }
        }
        String meant = problems.meant(text.place(), NAMES, name);
        problems.add(
                text.place(),
                "expected a measure (" + TEMPLATES + "), found " + text.found()
                        + (meant.contains("mean '") ? meant : ""));
        return null;
    }

    /** Whether the words that are not capitals in the template stand where they should. */
    private boolean fits(Scalar text, List<String> words, MeasureForm form) {
        List<String> template = form.words();
        boolean fits = words.size() == template.size();
        for (int i = 0; fits && i < words.size(); i++) {
            fits = isSlot(template.get(i)) || template.get(i).equals(words.get(i));
        }
        if (!fits) {
            problems.expected("'" + form.template() + "'", text);
        }
        return fits;
    }

    private static boolean isSlot(String word) {
        return Character.isUpperCase(word.charAt(0));
    }

    /** What stands in place of the template's capitals; what is wrong is left out and told. */
    private Filled fill(Scalar text, List<String> words, MeasureForm form, @Nullable Metric metric) {
        List<Duration> durations = new ArrayList<>();
        List<Metric> others = new ArrayList<>();
        List<Double> limits = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (form.words().get(i)) {
                case "W", "H" -> add(durations, spans.read(text, word));
                case "U" -> add(durations, spans.unscaled().read(text, word));
                case "METRIC" -> add(others, other(text, word, form, metric));
                case "LIMIT" -> add(limits, metric == null ? null : limit(text, word, metric));
                default -> {}
            }
        }
        return new Filled(durations, others, limits);
    }

    private static <T> void add(List<T> list, @Nullable T found) {
        if (found != null) {
            list.add(found);
        }
    }

    private @Nullable Metric other(Scalar text, String name, MeasureForm form, @Nullable Metric metric) {
        Metric other = metrics.get(name);
        if (other == null) {
            problems.add(
                    text.place(),
                    "unknown metric '" + name + "'" + problems.meant(text.place(), metrics.keySet(), name));
        } else if (other.equals(metric)) {
            problems.add(text.place(), "expected another metric than the rule's own, found '" + name + "'");
        } else {
            takes(text, form, other);
        }
        return other;
    }

    private @Nullable Double limit(Scalar text, String word, Metric metric) {
        BigDecimal limit = UnitText.parse(word, metric.unit());
        if (limit == null) {
            problems.add(
                    text.place(),
                    "the limit of " + metric.name() + " is " + UnitText.expected(metric.unit()) + ", found '" + word
                            + "'");
            return null;
        }
        return limit.doubleValue();
    }

    private void takes(Scalar text, MeasureForm form, Metric metric) {
        if (!form.kinds().contains(metric.kind())) {
            problems.add(
                    text.place(),
                    "'" + form.template() + "' takes " + form.kindWords() + " metrics, " + metric.name()
                            + " is of kind " + MeasureForm.word(metric.kind()));
        }
    }
}
