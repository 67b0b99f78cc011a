package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.LatestQuotes;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.Snapshots;
import dev.feedwarden.api.tick.Quote;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the latest quote of each option in a hash that expires, a set of the options on each underlying, and a hash of
 * counters. Ticks of other kinds are counted only.
 *
 * <p>The {@link Mark} is written after the quotes of a batch, so what it covers is there: a repetition skips that, and a
 * quote is never replaced by an older one. After a failure the mark is read again.
 */
final class RedisSink implements Sink, LatestQuotes, Snapshots {

    // What is in an index is remembered for no longer, as the server may have lost it.
    private static final long REINDEX_NANOS = Duration.ofMinutes(10).toNanos();
    private static final long SWEEP_NANOS = Duration.ofSeconds(30).toNanos();

    private final Context context;
    private final Keys keys;
    private final Duration ttl;
    private final Wire writing;
    private final Shared.Use shared;
    private final Places places;
    private final IndexSweep sweep;
    private final Reader reader;
    private final Saving saving;
    private final Loading loading;
    private Future<Void> last = Future.succeededFuture();
    private @Nullable Mark mark;
    private long indexedSince;
    private long swept;

    RedisSink(Context context, Keys keys, Duration ttl, Wire writing, Shared.Use shared) {
        this.context = context;
        this.keys = keys;
        this.ttl = ttl;
        this.writing = writing;
        this.shared = shared;
        places = new Places(keys);
        sweep = new IndexSweep(writing, keys, places);
        reader = new Reader(shared.asking(), keys);
        saving = new Saving(context, keys, shared.asking());
        loading = new Loading(context, keys, writing);
        indexedSince = context.timers().nanoTime();
        swept = indexedSince;
    }

    @Override
    public Future<Void> write(Batch batch) {
        last = last.otherwiseEmpty().compose(before -> store(batch)).recover(failure -> {
            forget();
            return Future.failedFuture(Failures.of(failure));
        });
        return last;
    }

    /** Between two writes, so that the {@link Mark} in the copy covers just what is in it. */
    @Override
    public Future<Long> save(Path file, long mostBytes) {
        Future<Long> saved = last.otherwiseEmpty()
                .compose(before -> saving.run(file, mostBytes))
                .recover(failure -> Future.failedFuture(Failures.of(failure)));
        last = saved.mapEmpty();
        return saved;
    }

    /**
     * Also puts back how far the sink had stored. A restored journal goes on under another id, so that covers ticks of the
     * journal that was copied, and none of what comes after them.
     */
    @Override
    public Future<Loaded> load(Path file) {
        Future<Loaded> loaded = last.otherwiseEmpty()
                .compose(before -> loading.run(file, shared.retention().of(ttl)))
                .onComplete(ended -> forget())
                .recover(failure -> Future.failedFuture(Failures.of(failure)));
        last = loaded.mapEmpty();
        return loaded;
    }

    @Override
    public Future<List<Quote>> latest(String underlying) {
        return reader.latest(underlying).recover(failure -> Future.failedFuture(Failures.of(failure)));
    }

    @Override
    public void takenOver() {
        writing.close();
    }

    @Override
    public Future<Void> close() {
        return writing.close().eventually(shared::leave);
    }

    private Future<Void> store(Batch batch) {
        return mark().compose(before -> {
            forgetOldIndexes();
            Iterator<Request> commands = commands(newest(batch, before));
            Mark after = before.after(context.id(), batch);
            return Pipeline.send(writing, commands, reply -> {})
                    .compose(stored -> writing.send(
                            after.write(keys.stats(), context.timers().now())))
                    .compose(marked -> {
                        mark = after;
                        return sweepIfDue();
                    });
        });
    }

    /** What the server holds is asked for again. */
    private void forget() {
        mark = null;
        places.forgetIndexes();
    }

    private Future<Mark> mark() {
        Mark known = mark;
        return known != null
                ? Future.succeededFuture(known)
                : writing.send(Request.cmd(Command.HGETALL).arg(keys.stats())).map(Mark::read);
    }

    /** The newest quote of each option among what is not stored yet. */
    private Map<Place, Quote> newest(Batch batch, Mark before) {
        Map<Place, Quote> newest = new LinkedHashMap<>();
        for (Batch.Row row : batch.rows()) {
            if (row.tick() instanceof Quote quote && !before.covers(context.id(), batch.journal(), row.sequence())) {
                Place place = places.of(quote.feed(), quote.instrument());
                if (place != null) {
                    newest.put(place, quote);
                }
            }
        }
        return newest;
    }

    private Iterator<Request> commands(Map<Place, Quote> newest) {
        Duration kept = shared.retention().of(ttl);
        return newest.entrySet().stream()
                .map(entry -> commands(entry.getKey(), entry.getValue(), kept))
                .flatMap(Collection::stream)
                .iterator();
    }

    private List<Request> commands(Place place, Quote quote, Duration kept) {
        List<Request> commands = new ArrayList<>(4);
        Hashes.write(quote, place.key(), kept, commands);
        if (places.index(place)) {
            commands.add(Request.cmd(Command.SADD).arg(place.index()).arg(place.member()));
        }
        return commands;
    }

    private void forgetOldIndexes() {
        long now = context.timers().nanoTime();
        if (now - indexedSince >= REINDEX_NANOS) {
            indexedSince = now;
            places.forgetIndexes();
        }
    }

    private Future<Void> sweepIfDue() {
        long now = context.timers().nanoTime();
        if (now - swept < SWEEP_NANOS) {
            return Future.succeededFuture();
        }
        swept = now;
        return sweep.step();
    }
}
