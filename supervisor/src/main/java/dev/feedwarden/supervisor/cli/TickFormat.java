package dev.feedwarden.supervisor.cli;

import dev.feedwarden.api.sink.Batch;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

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

    /** Comma-separated values as RFC 4180 has them, with a header; what a tick has not is empty. */
    CSV {
        @Override
        String head(List<TickColumn> columns) {
            return columns.stream().map(TickColumn::name).collect(Collectors.joining(",")) + "\n";
        }

        @Override
        String line(List<TickColumn> columns, Batch.Row row) {
            return columns.stream()
                            .map(column -> column.value().apply(row))
                            .map(value -> value == null ? "" : quoted(value.toString()))
                            .collect(Collectors.joining(","))
                    + "\n";
        }

        private static String quoted(String text) {
            return text.chars().anyMatch(letter -> ",\"\r\n".indexOf(letter) >= 0)
                    ? '"' + text.replace("\"", "\"\"") + '"'
                    : text;
        }
    };

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
