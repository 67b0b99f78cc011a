package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkProvider;
import dev.feedwarden.api.sink.Snapshots;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** A {@link Store} that can be copied and given back. */
final class CopiedStore implements SinkProvider, Sink, Snapshots {
    final Store store = new Store();
    final AtomicInteger attempts = new AtomicInteger();
    volatile Supplier<Future<Loaded>> loading = () -> Future.succeededFuture(new Loaded(3, 2, 1, 0));

    @Override
    public String type() {
        return store.type();
    }

    @Override
    public List<Setting> settings() {
        return store.settings();
    }

    @Override
    public Sink create(Settings given, Context context) {
        return this;
    }

    @Override
    public Future<Void> write(Batch batch) {
        return store.write(batch);
    }

    @Override
    public Future<Long> save(Path file, long mostBytes) {
        return Future.succeededFuture(3L);
    }

    @Override
    public Future<Loaded> load(Path file) {
        attempts.incrementAndGet();
        return loading.get();
    }

    @Override
    public Future<Void> close() {
        return store.close();
    }
}
