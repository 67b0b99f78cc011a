package dev.feedwarden.supervisor.alert;

/** The plain-text part. */
final class PlainBody {

    private static final String REPEAT = "(may be a repeat)\n\n";

    private PlainBody() {}

    /** The text for an attempt after one whose end is unknown. */
    static String repeated(String text) {
        return REPEAT + text;
    }
}
