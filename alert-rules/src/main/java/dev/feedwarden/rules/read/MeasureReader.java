package dev.feedwarden.rules.read;

import dev.feedwarden.api.Metric;
import dev.feedwarden.rules.measure.Age;
import dev.feedwarden.rules.measure.Count;
import dev.feedwarden.rules.measure.Last;
import dev.feedwarden.rules.measure.Mean;
import dev.feedwarden.rules.measure.Measure;
import dev.feedwarden.rules.measure.Rate;
import dev.feedwarden.rules.yaml.Problems;
import dev.feedwarden.rules.yaml.Scalar;
import dev.feedwarden.rules.yaml.Suggestion;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads measures such as {@code count over 1h}. A further measure is one line in {@link #FORMS}. */
final class MeasureReader {

    private static final String WINDOW = "W";
    private static final String UNIT_OF_TIME = "U";
    private static final List<Form> FORMS = List.of(
            new Form("last", null, (metric, spans) -> new Last(metric)),
            new Form("age", null, (metric, spans) -> new Age()),
            new Form("count over W", null, (metric, spans) -> new Count(metric, spans.get(0))),
            new Form("mean over W", null, (metric, spans) -> new Mean(metric, spans.get(0))),
            new Form(
                    "rate per U over W",
                    Metric.Kind.EVENT,
                    (metric, spans) -> new Rate(metric, spans.get(0), spans.get(1))));
    private static final Set<String> OTHERS = Set.of(
            "sum",
            "min",
            "max",
            "p50",
            "p95",
            "p99",
            "stddev",
            "increase",
            "share",
            "slope",
            "forecast",
            "time",
            "change");

    private final Spans spans;
    private final Problems problems;

    MeasureReader(Spans spans, Problems problems) {
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
        Form form = form(text, words.get(0));
        if (form == null) {
            return null;
        }
        List<Duration> found = spans(text, words, form);
        if (found == null || metric == null) {
            return null;
        }
        if (form.only() != null && form.only() != metric.kind()) {
            problems.add(
                    text.place(),
                    "'" + form.template() + "' takes an " + word(form.only()) + " metric, " + metric.name() + " is a "
                            + word(metric.kind()));
            return null;
        }
        return form.maker().make(metric, found);
    }

    private @Nullable Form form(Scalar text, String name) {
        for (Form form : FORMS) {
            if (form.words().get(0).equals(name)) {
                return form;
            }
        }
        if (OTHERS.contains(name)) {
            problems.add(
                    text.place(),
                    "the measure '" + name + "' is not supported; supported: " + supported(Form::template));
        } else {
            Set<String> names = FORMS.stream().map(form -> form.words().get(0)).collect(Collectors.toSet());
            String meant = Suggestion.among(names, name);
            problems.add(
                    text.place(),
                    "expected a measure (" + supported(Form::template) + "), found " + text.found()
                            + (meant.contains("mean '") ? meant : ""));
        }
        return null;
    }

    /** The spans that stand in place of the template's capitals; null where the words do not fit the template. */
    private @Nullable List<Duration> spans(Scalar text, List<String> words, Form form) {
        List<Duration> found = new ArrayList<>();
        List<String> template = form.words();
        boolean fits = words.size() == template.size();
        for (int i = 0; fits && i < template.size(); i++) {
            String slot = template.get(i);
            if (slot.equals(WINDOW) || slot.equals(UNIT_OF_TIME)) {
                Spans reader = slot.equals(WINDOW) ? spans : spans.unscaled();
                Duration span = reader.read(text, words.get(i));
                if (span == null) {
                    return null;
                }
                found.add(span);
            } else {
                fits = slot.equals(words.get(i));
            }
        }
        if (!fits) {
            problems.expected("'" + form.template() + "'", text);
            return null;
        }
        return found;
    }

    private static String supported(Function<Form, String> name) {
        return FORMS.stream().map(name).collect(Collectors.joining(", "));
    }

    private static String word(Metric.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    /**
     * How a measure is written and made.
     *
     * @param template words, and capitals in place of spans of time
     * @param only the kind of metric it takes; null for any
     */
    private record Form(String template, Metric.@Nullable Kind only, Maker maker) {

        List<String> words() {
            return List.of(template.split(" "));
        }
    }

    /** Makes a measure from what its template's capitals stand for. */
    private interface Maker {
        Measure make(Metric metric, List<Duration> spans);
    }
}
