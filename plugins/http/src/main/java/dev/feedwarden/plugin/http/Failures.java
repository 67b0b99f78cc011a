package dev.feedwarden.plugin.http;

/** What a person is told of a failure. */
final class Failures {

    private static final int MOST = 200;

    private Failures() {}

    /** One line, of a bounded length. */
    static String reason(Throwable failure) {
        String message = failure.getMessage();
        String text = message == null ? failure.getClass().getSimpleName() : message;
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MOST ? line : line.substring(0, MOST);
    }
}
