package dev.feedwarden.supervisor.alert;

import dev.feedwarden.rules.Level;
import dev.feedwarden.supervisor.history.Incident;
import java.util.List;
import java.util.Locale;

/**
 * The HTML part. It sets no colour but the badge's, so that a mail program's light and dark colours both hold, and loads
 * nothing.
 */
final class HtmlBody {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width">
            <meta name="color-scheme" content="light dark">
            <meta name="supported-color-schemes" content="light dark">
            <title>""";

    private static final String OPEN = """
            <body style="margin:0;padding:16px;font:16px/1.5 sans-serif">
            <div style="max-width:600px">
            """;

    private static final String REPEAT = "<p>(may be a repeat)</p>\n";

    private HtmlBody() {}

    static String of(Letter letter) {
        StringBuilder html = new StringBuilder(2_048);
        html.append(HEAD)
                .append(escape(letter.headline()))
                .append("</title></head>\n")
                .append(OPEN)
                .append("<p><strong style=\"padding:2px 8px;border-radius:4px;color:#ffffff;background:")
                .append(colour(letter.level()))
                .append("\">")
                .append(letter.level().word().toUpperCase(Locale.ROOT))
                .append("</strong></p>\n<p style=\"font-size:20px\"><strong>")
                .append(escape(letter.headline()))
                .append("</strong></p>\n<p>")
                .append(escape(letter.message()))
                .append("</p>\n<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\">\n");
        for (Letter.Fact fact : letter.facts()) {
            html.append("<tr><td style=\"padding-right:16px;vertical-align:top\">")
                    .append(escape(fact.name()))
                    .append("</td><td><strong>")
                    .append(escape(fact.value()))
                    .append("</strong></td></tr>\n");
        }
        html.append("</table>\n");
        timeline(letter, html);
        if (letter.link() != null) {
            html.append("<p><a href=\"").append(escape(letter.link())).append("\">Open the incident</a></p>\n");
        }
        return html.append("</div>\n</body></html>\n").toString();
    }

    /** A heading and lines under it. */
    static String plain(String headline, List<String> lines) {
        StringBuilder html = new StringBuilder(2_048);
        html.append(HEAD)
                .append(escape(headline))
                .append("</title></head>\n")
                .append(OPEN)
                .append("<p style=\"font-size:20px\"><strong>")
                .append(escape(headline))
                .append("</strong></p>\n<ul style=\"padding-left:20px\">\n");
        lines.forEach(line -> html.append("<li>").append(escape(line)).append("</li>\n"));
        return html.append("</ul>\n</div>\n</body></html>\n").toString();
    }

    /** The HTML for an attempt after one whose end is unknown. */
    static String repeated(String html) {
        return html.replace(OPEN, OPEN + REPEAT);
    }

    /** Text as it may stand in an element or a quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static void timeline(Letter letter, StringBuilder html) {
        if (letter.timeline().isEmpty()) {
            return;
        }
        html.append("<p style=\"margin-bottom:0\"><strong>What happened</strong></p>\n");
        if (letter.earlier() > 0) {
            html.append("<p style=\"margin:0\">").append(letter.earlier()).append(" earlier</p>\n");
        }
        html.append("<ul style=\"margin-top:0;padding-left:20px\">\n");
        for (Incident.Moment moment : letter.timeline()) {
            html.append("<li>")
                    .append(Letter.time(moment.time()))
                    .append("<br>")
                    .append(escape(moment.kind() + ": " + moment.text()))
                    .append("</li>\n");
        }
        html.append("</ul>\n");
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
