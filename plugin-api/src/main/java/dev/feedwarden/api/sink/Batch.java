package dev.feedwarden.api.sink;

import dev.feedwarden.api.tick.Tick;
import java.util.List;

/**
 * Accepted ticks in the order of the journal.
 *
 * @param journal the journal's id; with a row's sequence it names a tick for ever
 * @param rows ascending by sequence, at least one; sequences may be missing where other sinks' ticks stand between
 */
public record Batch(String journal, List<Row> rows) {

    public Batch {
        rows = List.copyOf(rows);
    }

    /** The sequence of the last row. */
    public long last() {
        return rows.get(rows.size() - 1).sequence();
    }

    /** One accepted tick and its place in the journal, from 1. */
    public record Row(long sequence, Tick tick) {}
}
