package dev.feedwarden.api;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What may be seen of a text that is, or was meant to be, a URI: never a user, a password or a query. */
final class ShownUri {

    /** Anything else, such as a second @ or a port that is no number, may be a part of a password. */
    private static final Pattern PLAIN = Pattern.compile(
            "([A-Za-z][A-Za-z0-9+.-]*://)([^@?#]*@)?((?:[A-Za-z0-9._-]*|\\[[0-9A-Fa-f:.]*])(?::[0-9]*)?(?:/[^@?#]*)?)");

    private ShownUri() {}

    /** Whether the text may hold a password as a URI does. */
    static boolean needed(String text) {
        return text.contains("://") || text.contains("@");
    }

    /** The text in quotes without its user, or no part of it. */
    static String of(String text) {
        Matcher plain = PLAIN.matcher(text);
        if (!plain.matches()) {
            return "a text that is not shown, because it may hold a password";
        }
        return "'" + plain.group(1) + (plain.group(2) == null ? "" : "...@") + plain.group(3) + "'";
    }
}
