package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Disk;
import dev.feedwarden.api.JournalPosition;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.util.List;

/** A site for instances that only need a loop and time: no disk, no way to report. */
public record BareSite(Vertx vertx, Timers timers) implements Site {

    @Override
    public String plugin() {
        return "test";
    }

    @Override
    public Context context(Entry entry) {
        return new BareContext(entry.id(), vertx, timers);
    }

    private record BareContext(String id, Vertx vertx, Timers timers) implements Context {

        @Override
        public Disk disk() {
            throw unused();
        }

        @Override
        public Path folder() {
            throw unused();
        }

        @Override
        public JournalPosition journal() {
            return JournalPosition.NONE;
        }

        @Override
        public void report(List<Reading> readings) {
            throw unused();
        }

        @Override
        public void fault(FaultKind kind, String detail) {
            throw unused();
        }

        private static UnsupportedOperationException unused() {
            return new UnsupportedOperationException("a bare site has neither disk nor bus");
        }
    }
}
