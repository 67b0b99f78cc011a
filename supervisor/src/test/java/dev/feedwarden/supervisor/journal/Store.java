package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkProvider;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** A provider, and the sink it makes, which keeps what it is given. */
final class Store implements SinkProvider, Sink {
    final List<Batch> batches = new CopyOnWriteArrayList<>();
    final AtomicInteger begun = new AtomicInteger();
    volatile Function<Batch, Future<Void>> answer = batch -> Future.succeededFuture();
    volatile Settings settings = Settings.of("", Map.of());
    volatile int inFlight = 1;
    volatile Runnable making = () -> {};
    final AtomicInteger takenOver = new AtomicInteger();
    final AtomicInteger closed = new AtomicInteger();

    @Override
    public String type() {
        return "store";
    }

    @Override
    public List<Setting> settings() {
        return List.of(
                Setting.optional("colour", Setting.Type.TEXT, "red", "Its colour"),
                Setting.optional("shape", Setting.Type.TEXT, "round", "Its shape"));
    }

    @Override
    public Sink create(Settings given, Context context) {
        making.run();
        settings = given;
        return this;
    }

    @Override
    public int inFlight() {
        return inFlight;
    }

    @Override
    public Future<Void> write(Batch batch) {
        begun.incrementAndGet();
        return answer.apply(batch).onSuccess(stored -> batches.add(batch));
    }

    @Override
    public void takenOver() {
        takenOver.incrementAndGet();
    }

    @Override
    public Future<Void> close() {
        closed.incrementAndGet();
        return Future.succeededFuture();
    }

    List<Long> sequences() {
        return batches.stream()
                .flatMap(batch -> batch.rows().stream())
                .map(Batch.Row::sequence)
                .toList();
    }
}
