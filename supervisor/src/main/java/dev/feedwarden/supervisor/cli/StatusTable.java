package dev.feedwarden.supervisor.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@code /api/status} for a terminal: at most {@value #WIDTH} characters a line. Pure. */
final class StatusTable {

    static final int WIDTH = 80;

    private StatusTable() {}

    static String of(JsonObject status) {
        Instant now = Instant.parse(status.getString("time"));
        List<String> lines = new ArrayList<>();
        lines.add(fit("%s  score %s  %s"
                .formatted(
                        status.getString("level").toUpperCase(Locale.ROOT),
                        status.getValue("score"),
                        status.getString("time").replaceFirst("\\.[0-9]+Z", "Z"))));
        lines.add("");
        lines.add("FEED                 LEVEL   STATE         TICKS/MIN  LAST TICK  NEXT STEP");
        objects(status, "feeds").map(feed -> feed(feed, now)).forEach(lines::add);
        List<JsonObject> checks = objects(status, "checks").toList();
        if (!checks.isEmpty()) {
            lines.add("");
            lines.add("CHECK                LEVEL");
            checks.forEach(check ->
                    lines.add(fit("%-20s %s".formatted(cut(check, "id", 20), check.getString("level")))));
        }
        JsonObject journal = status.getJsonObject("journal");
        lines.add("");
        lines.add(fit("JOURNAL  accepted %d  refused %d  backlog %d"
                .formatted(journal.getLong("accepted"), journal.getLong("refused", 0L), journal.getLong("backlog"))));
        List<JsonObject> incidents = objects(status, "incidents").toList();
        lines.add("");
        lines.add(incidents.isEmpty() ? "No incident is open." : "INCIDENT  LEVEL   SINCE     RULE AND SUBJECT");
        incidents.forEach(incident -> lines.add(incident(incident, now)));
        return String.join(System.lineSeparator(), lines);
    }

    private static String feed(JsonObject feed, Instant now) {
        @Nullable JsonObject ladder = feed.getJsonObject("ladder");
        String next = "";
        if (ladder != null && ladder.getString("next") != null && ladder.getString("nextAt") != null) {
            next = ladder.getString("next") + " in "
                    + span(Duration.between(now, Instant.parse(ladder.getString("nextAt"))));
        }
        return fit("%-20s %-7s %-13s %9s  %-9s  %s"
                .formatted(
                        cut(feed, "id", 20),
                        feed.getString("level"),
                        feed.getString("state"),
                        feed.getValue("ticksPerMinute"),
                        age(feed.getString("lastTick"), now),
                        next));
    }

    private static String incident(JsonObject incident, Instant now) {
        String acknowledged = incident.getJsonObject("acknowledged") == null
                ? ""
                : " (acknowledged by " + incident.getJsonObject("acknowledged").getString("by") + ")";
        return fit("%-8s  %-6s  %-8s  %s for %s%s"
                .formatted(
                        incident.getString("id"),
                        incident.getString("level"),
                        age(incident.getString("opened"), now),
                        incident.getString("rule"),
                        incident.getString("subject"),
                        acknowledged));
    }

    /** {@code 12 s}; empty for never. */
    static String age(@Nullable String time, Instant now) {
        return time == null ? "never" : span(Duration.between(Instant.parse(time), now));
    }

    private static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? seconds / 60 + " min" : seconds / 3_600 + " h";
    }

    static Stream<JsonObject> objects(JsonObject json, String name) {
        return json.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
    }

    private static String cut(JsonObject json, String name, int most) {
        String text = String.valueOf(json.getValue(name));
        return text.length() <= most ? text : text.substring(0, most - 1) + "~";
    }

    /** Nothing that a venue or a file says reaches the terminal as a control character. */
    static String fit(String line) {
        String clean = line.replaceAll("\\p{Cntrl}", "?").stripTrailing();
        return clean.length() <= WIDTH ? clean : clean.substring(0, WIDTH - 1) + "~";
    }
}
