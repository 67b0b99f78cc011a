package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.tick.Tick;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** What one sink has stored and set aside, by feed and day. */
record SinkTally(Tally stored, Tally setAside) {

    static final SinkTally NONE = new SinkTally(Tally.NONE, Tally.NONE);

    static SinkTally of(JsonObject json) {
        return new SinkTally(Tally.of(json.getJsonObject("stored")), Tally.of(json.getJsonObject("setAside")));
    }

    JsonObject json() {
        return new JsonObject().put("stored", stored.json()).put("setAside", setAside.json());
    }

    SinkTally plus(Moved moved) {
        return moved.stored().isEmpty() && moved.setAside().isEmpty()
                ? this
                : new SinkTally(stored.plus(ticks(moved.stored())), setAside.plus(ticks(moved.setAside())));
    }

    private static List<Tick> ticks(List<Batch.Row> rows) {
        return rows.stream().map(Batch.Row::tick).toList();
    }
}
