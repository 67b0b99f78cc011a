package dev.feedwarden.supervisor.trial;

import dev.feedwarden.rules.measure.TimeText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a backtest has found.
 *
 * @param readings how many were judged
 * @param first of the rules
 * @param second of the rules they are compared with; null for none
 */
public record Comparison(
        long readings,
        Instant from,
        Instant to,
        Firings first,
        @Nullable Firings second) {

    /** For machines: {@code a}, and with a second rule set {@code b}, {@code onlyA}, {@code onlyB} and {@code both}. */
    public JsonObject json() {
        JsonObject json = new JsonObject()
                .put("readings", readings)
                .put("from", from.toString())
                .put("to", to.toString())
                .put("a", side(first));
        if (second != null) {
            json.put("b", side(second))
                    .put("onlyA", list(first.without(second)))
                    .put("onlyB", list(second.without(first)))
                    .put("both", list(first.alsoIn(second)));
        }
        return json;
    }

    /** For a person. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (second == null) {
            first.all().forEach(firing -> lines.add(line("", firing)));
        } else {
            first.without(second).forEach(firing -> lines.add(line("only the first   ", firing)));
            second.without(first).forEach(firing -> lines.add(line("only the second  ", firing)));
            first.alsoIn(second).forEach(firing -> lines.add(line("both             ", firing)));
        }
        lines.add(readings + " readings from " + from + " to " + to);
        lines.add(sum(second == null ? "" : "first: ", first));
        if (second != null) {
            lines.add(sum("second: ", second));
        }
        return lines;
    }

    private String line(String side, Firing firing) {
        String end = firing.to() == null ? " and still so" : "";
        return side + firing.from() + "  " + firing.level().word() + "  " + firing.rule() + "  " + firing.subject()
                + "  " + TimeText.print(firing.length(to)) + end + "  " + firing.mails() + " mails";
    }

    private static String sum(String side, Firings firings) {
        String more = firings.beyond() == 0 ? "" : ", and " + firings.beyond() + " more that are not listed";
        return side + "fired " + firings.all().size() + " times, " + TimeText.print(firings.length()) + " together, "
                + firings.mails() + " mails" + more;
    }

    private static JsonObject side(Firings firings) {
        return new JsonObject()
                .put("fired", firings.all().size() + firings.beyond())
                .put("seconds", firings.length().toMillis() / 1000.0)
                .put("mails", firings.mails())
                .put("firings", list(firings.all()));
    }

    private static JsonArray list(List<Firing> firings) {
        JsonArray list = new JsonArray();
        for (Firing firing : firings) {
            list.add(firing.json());
        }
        return list;
    }
}
