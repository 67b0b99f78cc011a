package dev.feedwarden.plugin.logs;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the systemd journal, as {@code journalctl -o json} prints it (systemd's JOURNAL_EXPORT_FORMATS). Pure.
 *
 * @param micros its time, in microseconds since 1970
 * @param message its text; empty if it has none or a very long one, which journalctl leaves out
 * @param error whether its priority is {@code err} or worse
 */
record JournalEntry(long micros, String message, boolean error) {

    /**
     * Reads one line.
     *
     * @throws RuntimeException if it is no entry
     */
    static JournalEntry of(String line) {
        JsonObject entry = new JsonObject(line);
        long micros = Long.parseLong(entry.getString("__REALTIME_TIMESTAMP"));
        String priority = entry.getString("PRIORITY", "6");
        return new JournalEntry(micros, message(entry.getValue("MESSAGE")), priority.matches("[0-3]"));
    }

    /** A text that is not UTF-8 is a list of its bytes. */
    private static String message(@Nullable Object value) {
        if (value instanceof JsonArray numbers) {
            byte[] bytes = new byte[numbers.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = numbers.getInteger(i).byteValue();
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
        return value instanceof String text ? text : "";
    }
}
