package dev.feedwarden.supervisor.drill;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The failure matrix: what a drill prints.
 *
 * @param seconds how long the drill took
 */
public record Matrix(List<RowResult> rows, double seconds) {

    private static final String HEAD =
            "| failure | lasted | detected after | repaired after its end | by | sent | accepted | stored | lost |"
                    + " mails |";
    private static final String RULE = "|---|---|---|---|---|---|---|---|---|---|";

    public Matrix {
        rows = List.copyOf(rows);
    }

    /** Whether every row passed. */
    public boolean passed() {
        return rows.stream().allMatch(RowResult::passed);
    }

    /** As Markdown, line by line. */
    public List<String> markdown() {
        List<String> lines = new ArrayList<>(List.of(HEAD, RULE));
        rows.forEach(row -> lines.add(line(row)));
        lines.add("");
        long passed = rows.stream().filter(RowResult::passed).count();
        lines.add(String.format(
                Locale.ROOT,
                "%d of %d rows passed in %.0f s; %d ticks sent, %d accepted, %d lost.",
                passed,
                rows.size(),
                seconds,
                rows.stream().mapToLong(RowResult::sent).sum(),
                rows.stream().mapToLong(RowResult::accepted).sum(),
                rows.stream().mapToLong(RowResult::lost).sum()));
        rows.stream()
                .filter(row -> !row.passed())
                .forEach(row -> lines.add("- " + row.failure() + ": failed, " + reason(row)));
        return lines;
    }

    /** As JSON. Seconds that are not known are null. */
    public JsonObject json() {
        JsonArray array = new JsonArray();
        rows.forEach(row -> array.add(new JsonObject()
                .put("failure", row.failure())
                .put("lastedSeconds", row.lastedSeconds())
                .put("detectedSeconds", row.detectedSeconds())
                .put("repairedSeconds", row.repairedSeconds())
                .put("step", row.step())
                .put("sent", row.sent())
                .put("accepted", row.accepted())
                .put("stored", row.stored())
                .put("lost", row.lost())
                .put("mails", row.mails())
                .put("passed", row.passed())
                .put("error", row.passed() ? null : reason(row))));
        return new JsonObject().put("rows", array).put("seconds", seconds).put("passed", passed());
    }

    private static String line(RowResult row) {
        return String.format(
                Locale.ROOT,
                "| %s | %.1f s | %s | %s | %s | %d | %d | %d | %d | %d |",
                row.failure(),
                row.lastedSeconds(),
                text(row.detectedSeconds()),
                text(row.repairedSeconds()),
                row.step(),
                row.sent(),
                row.accepted(),
                row.stored(),
                row.lost(),
                row.mails());
    }

    private static String text(@Nullable Double seconds) {
        return seconds == null ? "never" : String.format(Locale.ROOT, "%.1f s", seconds);
    }

    private static String reason(RowResult row) {
        if (row.why() != null) {
            return row.why();
        }
        if (row.detectedSeconds() == null) {
            return "it was not noticed";
        }
        if (row.repairedSeconds() == null) {
            return "it was not repaired";
        }
        return row.accepted() <= 0 ? "no tick was accepted" : row.lost() + " accepted ticks are not stored";
    }
}
