package dev.feedwarden.supervisor.plugin;

/** Turns what a plugin threw into text at once, because the exception itself would hold its class loader. */
final class Failures {

    /** The most of a message that is shown. */
    static final int MAX_CHARS = 500;

    private Failures() {}

    /** The class and message of a failure and of its first cause, in one line. */
    static String text(Throwable thrown) {
        String text = one(thrown);
        Throwable cause = thrown.getCause();
        return line(cause == null || cause == thrown ? text : text + ", caused by " + one(cause));
    }

    /** A text in one line, cut. */
    static String line(String text) {
        String line = text.replaceAll("\\p{Cntrl}+", " ").strip();
        return line.length() <= MAX_CHARS ? line : line.substring(0, MAX_CHARS - 1) + "…";
    }

    private static String one(Throwable thrown) {
        String name = thrown.getClass().getSimpleName();
        try {
            if (thrown instanceof PluginFailure) {
                return String.valueOf(thrown.getMessage());
            }
            return thrown.getMessage() == null ? name : name + ": " + thrown.getMessage();
        } catch (RuntimeException e) {
            return name + " (its message cannot be read)";
        }
    }
}
