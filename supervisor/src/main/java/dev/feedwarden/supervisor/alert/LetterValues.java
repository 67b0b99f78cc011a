package dev.feedwarden.supervisor.alert;

import dev.feedwarden.rules.Level;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A letter as templates see it: placeholders and their values. Pure. */
final class LetterValues {

    /** Every placeholder of the top, for the message about one that is unknown. */
    static final String NAMES = "LEVEL, acknowledge, chart, colour, earlier, facts (name, padded, value), headline,"
            + " hasTimeline, hasTried, level, link, message, preheader, runbook, runbookLink, silence, timeline (time,"
            + " kind, text), tried (time, step, result)";

    private LetterValues() {}

    static Map<String, @Nullable Object> of(Letter letter) {
        Map<String, @Nullable Object> values = new HashMap<>();
        @Nullable String runbook = letter.runbook();
        boolean isLink = runbook != null && runbook.matches("https?://\\S+");
        values.put("level", letter.level().word());
        values.put("LEVEL", letter.level().word().toUpperCase(Locale.ROOT));
        values.put("colour", colour(letter.level()));
        values.put("headline", letter.headline());
        values.put("message", letter.message());
        values.put("preheader", letter.preheader());
        values.put("runbook", isLink ? null : runbook);
        values.put("runbookLink", isLink ? runbook : null);
        values.put("link", letter.link());
        values.put("acknowledge", letter.acknowledge());
        values.put("silence", letter.silence());
        values.put("chart", letter.chart().mark());
        values.put("earlier", letter.earlier());
        values.put("hasTried", !letter.tried().isEmpty());
        values.put("hasTimeline", !letter.timeline().isEmpty());
        values.put(
                "facts",
                letter.facts().stream()
                        .map(fact -> Map.of(
                                "name",
                                fact.name(),
                                "padded",
                                String.format(Locale.ROOT, "%-10s", fact.name() + ":"),
                                "value",
                                fact.value()))
                        .toList());
        values.put(
                "tried",
                letter.tried().stream()
                        .map(one -> Map.of("time", Letter.time(one.time()), "step", one.step(), "result", one.result()))
                        .toList());
        values.put(
                "timeline",
                letter.timeline().stream()
                        .map(moment -> Map.of(
                                "time", Letter.time(moment.time()), "kind", moment.kind(), "text", moment.text()))
                        .toList());
        return values;
    }

    /** Dark enough for white letters on it (4.5 to 1). */
    private static String colour(Level level) {
        return switch (level) {
            case GREY -> "#5f6368";
            case GREEN -> "#1b6e3c";
            case YELLOW -> "#8a5a00";
            case RED -> "#b3261e";
        };
    }
}
