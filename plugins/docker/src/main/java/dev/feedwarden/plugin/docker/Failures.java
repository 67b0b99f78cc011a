package dev.feedwarden.plugin.docker;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;

/** What went wrong, in one line. */
final class Failures {

    private static final int MOST = 300;

    private Failures() {}

    /** The engine's own message, after a colon; empty if it has none. */
    static String message(Engine.Answer answer) {
        try {
            String message = new JsonObject(answer.body()).getString("message", "");
            return message.isEmpty() ? "" : ": " + line(message);
        } catch (DecodeException | ClassCastException e) {
            return "";
        }
    }

    static String reason(Throwable failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : line(message);
    }

    private static String line(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.substring(0, Math.min(line.length(), MOST));
    }
}
