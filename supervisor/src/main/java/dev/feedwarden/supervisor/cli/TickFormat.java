package dev.feedwarden.supervisor.cli;

import dev.feedwarden.api.sink.Batch;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How ticks are written as lines of text. */
enum TickFormat {
    /** A JSON object a line; what a tick has not is left out. */
    JSON {
        @Override
        String head(List<TickColumn> columns) {
            return "";
        }

        @Override
        String line(List<TickColumn> columns, Batch.Row row) {
            JsonObject line = new JsonObject();
            for (TickColumn column : columns) {
                Object value = column.value().apply(row);
                if (value != null) {
                    line.put(column.name(), value);
                }
            }
            return line.encode() + "\n";
        }
    },

    /**
     * Comma-separated values as RFC 4180 has them, with a header; what a tick has not is empty. A text that a spreadsheet
     * would take for a formula begins with an apostrophe, and U+FFFD stands for each control character, which a terminal
     * would obey.
     */
    CSV {
        @Override
        String head(List<TickColumn> columns) {
            return columns.stream().map(TickColumn::name).collect(Collectors.joining(",")) + "\n";
        }

        @Override
        String line(List<TickColumn> columns, Batch.Row row) {
            return columns.stream()
                            .map(column -> column.value().apply(row))
                            .map(value -> value instanceof String text ? quoted(harmless(text)) : number(value))
                            .collect(Collectors.joining(","))
                    + "\n";
        }

        private static String number(@Nullable Object value) {
            return value == null ? "" : value.toString();
        }

        private static String harmless(String text) {
            String shown = CONTROLS.matcher(text).replaceAll("\uFFFD");
            return !text.isEmpty() && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0 ? "'" + shown : shown;
        }

        private static String quoted(String text) {
            return text.chars().anyMatch(letter -> ",\"".indexOf(letter) >= 0)
                    ? '"' + text.replace("\"", "\"\"") + '"'
                    : text;
        }
    };

    private static final Pattern CONTROLS = Pattern.compile("\\p{Cc}");

    /** What stands before the first tick. */
    abstract String head(List<TickColumn> columns);

    /** A tick with its line end. */
    abstract String line(List<TickColumn> columns, Batch.Row row);

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
