package dev.feedwarden.plugin.ib;

/** Texts for people. Since server version 153 what is not ASCII comes as a literal backslash, u and four digits. */
final class Prose {

    private static final int ESCAPE = 6;

    private Prose() {}

    static String unescaped(String text) {
        int next = text.indexOf("\\u");
        if (next < 0) {
            return text;
        }
        var plain = new StringBuilder(text.length());
        int done = 0;
        while (next >= 0) {
            int value = value(text, next);
            if (value < 0) {
                plain.append(text, done, next + 2);
                done = next + 2;
            } else {
                plain.append(text, done, next).append((char) value);
                done = next + ESCAPE;
            }
            next = text.indexOf("\\u", done);
        }
        return plain.append(text, done, text.length()).toString();
    }

    /** What the escape that begins there stands for; negative if it is none. */
    private static int value(String text, int at) {
        if (at + ESCAPE > text.length()) {
            return -1;
        }
        int value = 0;
        for (int i = at + 2; i < at + ESCAPE; i++) {
            int digit = Character.digit(text.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
