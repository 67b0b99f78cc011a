package dev.feedwarden.supervisor.alert;

import java.util.regex.Pattern;

/**
 * Text that may stand in one line of a mail header. The mail client writes what it is given, so nothing goes there that
 * did not come through here.
 */
final class HeaderText {

    private static final Pattern NOT_TOKEN = Pattern.compile("[^A-Za-z0-9.-]");

    private HeaderText() {}

    /**
     * The text in one line, cut to the length. Control characters (C0, DEL, C1), line and paragraph separators,
     * characters that turn the direction of writing, and lone surrogates become spaces; runs of spaces become one. A
     * character outside the basic plane becomes {@code ?}, as the mail client encodes each half of it alone.
     *
     * @param most in characters, at least 3; a longer text ends in three dots
     */
    static String line(String text, int most) {
        StringBuilder line = new StringBuilder(Math.min(text.length(), most + 1));
        boolean space = false;
        for (int i = 0; i < text.length() && line.length() <= most; ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            if (isBlank(point)) {
                space = !line.isEmpty();
                continue;
            }
            if (space) {
                line.append(' ');
                space = false;
            }
            line.append(Character.isBmpCodePoint(point) ? (char) point : '?');
        }
        if (line.length() <= most) {
            return line.toString();
        }
        return line.substring(0, most - 3).stripTrailing() + "...";
    }

    /** Letters, digits, dots and hyphens alone, for one part of a Message-ID; anything else becomes a hyphen. */
    static String token(String text) {
        return text.isEmpty() ? "-" : NOT_TOKEN.matcher(text).replaceAll("-");
    }

    private static boolean isBlank(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> true;
            default -> false;
        };
    }
}
