package dev.feedwarden.supervisor.feed;

import java.util.regex.Pattern;

/** Texts for a person, in one line of bounded length. */
final class Details {

    private static final int MOST = 500;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}+");

    private Details() {}

    static String of(Throwable error) {
        String message = error.getMessage();
        return message == null ? error.getClass().getSimpleName() : message;
    }

    /** The text in one line, cut after 500 characters. */
    static String line(String text) {
        String cut = text.length() > MOST ? text.substring(0, MOST) : text;
        return CONTROL.matcher(cut).replaceAll(" ").strip();
    }
}
