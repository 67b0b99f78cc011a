package dev.feedwarden.plugin.http;

/** What a person is told of a failure. */
final class Failures {

    private static final int MOST = 200;

    private Failures() {}

    /** One line, of a bounded length: what failed and, if it says more, the innermost cause. */
    static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        String text = text(failure);
        if (!text.contains(text(innermost))) {
            text = text + ": " + text(innermost);
        }
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MOST ? line : line.substring(0, MOST);
    }

    private static String text(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
