package dev.feedwarden.plugin.host;

/** Text of programs, as one line for a person. */
final class OneLine {

    private static final int MOST = 300;

    private OneLine() {}

    static String of(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= MOST ? line : line.substring(0, MOST) + "...";
    }

    static String of(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : of(message);
    }
}
