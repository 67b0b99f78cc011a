package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.history.Incident;
import io.vertx.core.MultiMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which incidents somebody asks for.
 *
 * @param text what rule, subject or a line of the timeline must hold, in lower case; empty for anything
 * @param level {@code yellow} or {@code red}; empty for either
 * @param state {@code open} or {@code closed}; empty for either
 * @param rule its id; empty for any
 * @param subject an instance, with its streams, or one stream; empty for any
 * @param from those that were not over before; null for any
 * @param to those that had begun by then; null for any
 * @param most 1 to {@value HistoryRoutes#MOST}
 */
record IncidentQuery(
        String text,
        String level,
        String state,
        String rule,
        String subject,
        @Nullable Instant from,
        @Nullable Instant to,
        int most) {

    private static final int USUAL = 100;
    private static final int LONGEST = 200;
    private static final List<String> KNOWN =
            List.of("q", "level", "state", "rule", "subject", "from", "to", "limit", "format");

    /** Reads what stands in an address. */
    static IncidentQuery of(MultiMap given) throws WrongParameter {
        for (String name : given.names()) {
            if (!KNOWN.contains(name)) {
                throw new WrongParameter("parameter", "one of " + String.join(", ", KNOWN), name);
            }
        }
        return new IncidentQuery(
                text(given, "q").toLowerCase(Locale.ROOT),
                oneOf(given, "level", List.of("yellow", "red")),
                oneOf(given, "state", List.of("open", "closed")),
                text(given, "rule"),
                text(given, "subject"),
                time(given, "from"),
                time(given, "to"),
                limit(given));
    }

    boolean fits(Incident incident) {
        return (level.isEmpty() || incident.level().word().equals(level))
                && (state.isEmpty() || state.equals(incident.closed() == null ? "open" : "closed"))
                && (rule.isEmpty() || incident.rule().equals(rule))
                && (subject.isEmpty()
                        || incident.subject().equals(subject)
                        || incident.subject().startsWith(subject + "/"))
                && (from == null
                        || incident.closed() == null
                        || incident.closed().isAfter(from))
                && (to == null || incident.opened().isBefore(to))
                && (text.isEmpty() || mentions(incident));
    }

    private boolean mentions(Incident incident) {
        return incident.id().equals(text)
                || holds(incident.rule())
                || holds(incident.subject())
                || incident.timeline().stream().anyMatch(moment -> holds(moment.text()));
    }

    private boolean holds(String in) {
        return in.toLowerCase(Locale.ROOT).contains(text);
    }

    private static String text(MultiMap given, String name) throws WrongParameter {
        String text = given.get(name);
        if (text == null) {
            return "";
        }
        if (text.length() > LONGEST) {
            throw new WrongParameter(name, "at most " + LONGEST + " characters", text.length() + " of them");
        }
        return text.strip();
    }

    private static String oneOf(MultiMap given, String name, List<String> words) throws WrongParameter {
        String text = text(given, name);
        if (!text.isEmpty() && !words.contains(text)) {
            throw new WrongParameter(name, String.join(" or ", words), text);
        }
        return text;
    }

    private static @Nullable Instant time(MultiMap given, String name) throws WrongParameter {
        String text = text(given, name);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        } catch (DateTimeException e) {
            throw new WrongParameter(name, "a time in UTC such as 2026-01-31 or 2026-01-31T08:00:00Z", text);
        }
    }

    private static int limit(MultiMap given) throws WrongParameter {
        String text = text(given, "limit");
        if (text.isEmpty()) {
            return USUAL;
        }
        if (!text.matches("[1-9][0-9]{0,2}") || Integer.parseInt(text) > HistoryRoutes.MOST) {
            throw new WrongParameter("limit", "a whole number from 1 to " + HistoryRoutes.MOST, text);
        }
        return Integer.parseInt(text);
    }
}
