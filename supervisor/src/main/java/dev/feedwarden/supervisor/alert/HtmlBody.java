package dev.feedwarden.supervisor.alert;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The HTML of what is no letter about an incident. It sets no colours, so that a mail program's light and dark ones both
 * hold, and loads nothing.
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

    private static final String REPEAT = "\n<p>(may be a repeat)</p>\n";

    private static final Pattern BODY = Pattern.compile("<body\\b[^>]*>", Pattern.CASE_INSENSITIVE);

    private HtmlBody() {}

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
        Matcher body = BODY.matcher(html);
        return body.find() ? html.substring(0, body.end()) + REPEAT + html.substring(body.end()) : REPEAT + html;
    }

    /** Text as it may stand in an element or a quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
