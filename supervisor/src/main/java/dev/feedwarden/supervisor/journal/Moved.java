package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.sink.Batch;
import java.util.List;

/**
 * A step of a sink's cursor. What the sink was not given, because it does not want the feed or the record is damaged, is
 * in neither list.
 *
 * @param stored the ticks passed by this step that the sink has stored, ascending
 * @param setAside the ticks passed by this step that it can never store, ascending
 * @param to where the cursor is to be
 */
record Moved(List<Batch.Row> stored, List<Batch.Row> setAside, long to) {

    Moved {
        stored = List.copyOf(stored);
        setAside = List.copyOf(setAside);
    }
}
