package dev.feedwarden.supervisor.feed;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Disk;
import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Site;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;

/** A site over a Vert.x, timers and a disk of the test's choice. */
record StubSite(Vertx vertx, Timers timers, Disk disk, Path data) implements Site {

    @Override
    public String plugin() {
        return "tiny-plugin";
    }

    @Override
    public Context context(Entry entry) {
        return new StubContext(entry.id(), vertx, timers, disk, data.resolve(entry.id()));
    }

    /** Surroundings that drop what is reported. */
    record StubContext(String id, Vertx vertx, Timers timers, Disk disk, Path folder) implements Context {

        @Override
        public JournalPosition journal() {
            return JournalPosition.NONE;
        }

        @Override
        public void report(List<Reading> readings) {}

        @Override
        public void fault(FaultKind kind, String detail) {}
    }
}
