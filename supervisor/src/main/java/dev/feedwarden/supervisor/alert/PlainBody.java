package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Incident;
import java.util.Locale;

/** The plain-text part. */
final class PlainBody {

    private static final String REPEAT = "(may be a repeat)\n\n";

    private PlainBody() {}

    static String of(Letter letter) {
        StringBuilder text = new StringBuilder(1_024);
        text.append(letter.level().word().toUpperCase(Locale.ROOT))
                .append("  ")
                .append(letter.headline())
                .append("\n\n")
                .append(letter.message())
                .append("\n\n");
        for (Letter.Fact fact : letter.facts()) {
            text.append(String.format(Locale.ROOT, "%-10s", fact.name() + ":"))
                    .append(fact.value())
                    .append('\n');
        }
        if (!letter.timeline().isEmpty()) {
            text.append("\nWhat happened:\n");
            if (letter.earlier() > 0) {
                text.append("  (").append(letter.earlier()).append(" earlier)\n");
            }
            for (Incident.Moment moment : letter.timeline()) {
                text.append("  ")
                        .append(Letter.time(moment.time()))
                        .append("  ")
                        .append(moment.kind())
                        .append(": ")
                        .append(moment.text())
                        .append('\n');
            }
        }
        if (letter.link() != null) {
            text.append('\n').append(letter.link()).append('\n');
        }
        return text.toString();
    }

    /** The text for an attempt after one whose end is unknown. */
    static String repeated(String text) {
        return REPEAT + text;
    }
}
