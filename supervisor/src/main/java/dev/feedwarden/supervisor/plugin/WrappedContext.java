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

/** A site's context handed on, for a room that offers its instances more. */
public abstract class WrappedContext implements Context {

    private final Context context;

    protected WrappedContext(Context context) {
        this.context = context;
    }

    @Override
    public final String id() {
        return context.id();
    }

    @Override
    public final Vertx vertx() {
        return context.vertx();
    }

    @Override
    public final Timers timers() {
        return context.timers();
    }

    @Override
    public final Disk disk() {
        return context.disk();
    }

    @Override
    public final Path folder() {
        return context.folder();
    }

    @Override
    public final JournalPosition journal() {
        return context.journal();
    }

    @Override
    public final void report(List<Reading> readings) {
        context.report(readings);
    }

    @Override
    public void fault(FaultKind kind, String detail) {
        context.fault(kind, detail);
    }
}
