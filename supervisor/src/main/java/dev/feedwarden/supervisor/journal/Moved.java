package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.sink.Batch;
import java.util.List;

/**
 * What a sink's cursor moves over. Rows that the sink does not want are in neither list.
 *
 * @param stored rows that the sink has stored, none beyond {@code to}
 * @param setAside rows that can never be stored and are in the quarantine file, none beyond {@code to}
 * @param to where the cursor is afterwards
 */
record Moved(List<Batch.Row> stored, List<Batch.Row> setAside, long to) {

    Moved {
        stored = List.copyOf(stored);
        setAside = List.copyOf(setAside);
    }

    /** The same without the rows that the cursor has passed already, so that none is counted twice. */
    Moved after(long cursor) {
        return new Moved(beyond(cursor, stored), beyond(cursor, setAside), to);
    }

    private static List<Batch.Row> beyond(long cursor, List<Batch.Row> rows) {
        return rows.isEmpty() || rows.get(0).sequence() > cursor
                ? rows
                : rows.stream().filter(row -> row.sequence() > cursor).toList();
    }
}
