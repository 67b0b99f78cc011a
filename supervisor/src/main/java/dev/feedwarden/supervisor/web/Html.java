package dev.feedwarden.supervisor.web;

import dev.feedwarden.rules.Level;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Headings, sentences and tables as HTML. Everything that is put in is text and comes out as text: names come from
 * exchanges.
 */
final class Html {

    private static final Pattern LINK = Pattern.compile("https?://\\S+");

    private final StringBuilder html = new StringBuilder();

    /** A text as it stands between tags and in quoted attributes. */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(letter);
            }
        }
        return escaped.toString();
    }

    /** A level as a shape and a word, for those who don't see colours. */
    static String said(Level level) {
        return shape(level) + " " + level.word();
    }

    static String shape(Level level) {
        return switch (level) {
            case GREEN -> "●";
            case YELLOW -> "▲";
            case RED -> "■";
            case GREY -> "○";
        };
    }

    Html heading(String text) {
        html.append("<h2>").append(escape(text)).append("</h2>\n");
        return this;
    }

    Html sentence(String text) {
        html.append("<p>").append(escape(text)).append("</p>\n");
        return this;
    }

    Html link(String text, String href) {
        html.append("<p>").append(new Cell(text, href).html()).append("</p>\n");
        return this;
    }

    /** What a person is to do, as text or a link; nothing where there is nothing to be said. */
    Html runbook(@Nullable String runbook) {
        if (runbook == null) {
            return this;
        }
        html.append("<h2>What to do</h2>\n");
        return LINK.matcher(runbook).matches() ? link(runbook, runbook) : sentence(runbook);
    }

    /** A text whose lines stay. */
    Html lines(String text) {
        html.append("<pre>").append(escape(text)).append("</pre>\n");
        return this;
    }

    /**
     * A table, or a word where it has no rows.
     *
     * @param rows of {@link Cell}s and whatever else, which is shown as its text; null is shown as a dash
     */
    Html table(String caption, List<String> heads, List<List<@Nullable Object>> rows) {
        html.append("<h2>").append(escape(caption)).append("</h2>\n");
        if (rows.isEmpty()) {
            return sentence("None.");
        }
        html.append("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"")
                .append(escape(caption))
                .append("\"><table><thead><tr>");
        heads.forEach(
                head -> html.append("<th scope=\"col\">").append(escape(head)).append("</th>"));
        html.append("</tr></thead><tbody>\n");
        for (List<@Nullable Object> row : rows) {
            html.append("<tr>");
            row.forEach(cell -> html.append("<td>").append(Cell.of(cell).html()).append("</td>"));
            html.append("</tr>\n");
        }
        html.append("</tbody></table></div>\n");
        return this;
    }

    @Override
    public String toString() {
        return html.toString();
    }

    /**
     * What stands in a table.
     *
     * @param href where it leads; null for nowhere
     */
    record Cell(String text, @Nullable String href) {

        static Cell of(@Nullable Object value) {
            if (value instanceof Cell cell) {
                return cell;
            }
            if (value instanceof Instant time) {
                return new Cell(time.truncatedTo(ChronoUnit.SECONDS).toString(), null);
            }
            if (value instanceof Level level) {
                return new Cell(said(level), null);
            }
            return new Cell(value == null ? "–" : value.toString(), null);
        }

        private String html() {
            String shown = escape(text);
            return href == null ? shown : "<a href=\"" + escape(href) + "\">" + shown + "</a>";
        }
    }
}
