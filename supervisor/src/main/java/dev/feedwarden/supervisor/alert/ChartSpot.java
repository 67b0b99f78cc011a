package dev.feedwarden.supervisor.alert;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where a mail's HTML wants the chart, and of what: a comment in the row, so that a mail which is sent again after a
 * restart still knows. Where no chart could be drawn the comment stays, and nobody sees it. Pure.
 */
record ChartSpot(String rule, String subject) {

    /** The Content-ID by which the HTML names the picture. */
    static final String ID = "chart@feedwarden";

    private static final Pattern MARK = Pattern.compile("<!--chart:([A-Za-z0-9_-]{1,1000})-->");
    private static final String IMAGE = "<img src=\"cid:" + ID
            + "\" width=\"600\" style=\"max-width:100%;height:auto\" alt=\"The last hours as a chart\">";

    String mark() {
        byte[] named = (rule + "\n" + subject).getBytes(StandardCharsets.UTF_8);
        return "<!--chart:" + Base64.getUrlEncoder().withoutPadding().encodeToString(named) + "-->";
    }

    /** The first spot in some HTML; null for none. */
    static @Nullable ChartSpot in(String html) {
        Matcher matcher = MARK.matcher(html);
        if (!matcher.find()) {
            return null;
        }
        String named = new String(Base64.getUrlDecoder().decode(matcher.group(1)), StandardCharsets.UTF_8);
        int end = named.indexOf('\n');
        return end < 0 ? null : new ChartSpot(named.substring(0, end), named.substring(end + 1));
    }

    /** The HTML with the picture in its spot. */
    static String shown(String html) {
        return MARK.matcher(html).replaceFirst(Matcher.quoteReplacement(IMAGE));
    }
}
