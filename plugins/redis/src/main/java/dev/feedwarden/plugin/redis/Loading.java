package dev.feedwarden.plugin.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.api.sink.Snapshots.Loaded;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts back what {@link Saving} has copied: keys that are not there, and every option into its index. The counters with the
 * {@link Mark} come last, as they do in the file, so that it never covers what is not there yet.
 *
 * <p>It uses the wire of the sink between two writes. So nobody else makes a key between the question whether it is there
 * and the RESTORE; if somebody did, that fails without REPLACE, and what is there stays.
 */
final class Loading {

    /** For all of it. */
    static final Duration LIMIT = Duration.ofSeconds(50);

    private static final int STEP = 256;

    private final Context context;
    private final Keys keys;
    private final Wire writing;
    private final io.vertx.core.Context loop;

    Loading(Context context, Keys keys, Wire writing) {
        this.context = context;
        this.keys = keys;
        this.writing = writing;
        loop = context.vertx().getOrCreateContext();
    }

    /** @param longest how long a quote stays at most from now on */
    Future<Loaded> run(Path file, Duration longest) {
        return loop.executeBlocking(() -> CopyReader.check(context.disk(), file, this::isOurs))
                .compose(entries -> loop.executeBlocking(() -> CopyReader.open(context.disk(), file)))
                .compose(reader -> new Run(reader, longest)
                        .next()
                        .eventually(() -> loop.executeBlocking(() -> {
                            reader.close();
                            return true;
                        })));
    }

    private boolean isOurs(String name) {
        return isStats(name) || keys.place(name) != null;
    }

    private boolean isStats(String name) {
        return keys.stats().equals(keys.prefix() + name);
    }

    /** One way through a file. */
    private final class Run {

        private final CopyReader reader;
        private final Duration longest;
        private final long end = context.timers().nanoTime() + LIMIT.toNanos();
        private long entries;
        private long put;
        private long kept;
        private long expired;

        private Run(CopyReader reader, Duration longest) {
            this.reader = reader;
            this.longest = longest;
        }

        private Future<Loaded> next() {
            if (context.timers().nanoTime() - end >= 0) {
                return Future.failedFuture(new SinkException(
                        SinkException.Kind.SLOW,
                        "not put back within " + LIMIT.toSeconds() + " s; " + put + " keys were"));
            }
            return loop.executeBlocking(() -> reader.next(STEP))
                    .compose(some -> some.isEmpty()
                            ? Future.succeededFuture(new Loaded(entries, put, kept, expired))
                            : putBack(some).compose(done -> next()));
        }

        private Future<Void> putBack(List<CopyEntry> some) {
            entries += some.size();
            long now = context.timers().now().toEpochMilli();
            List<CopyEntry> alive = some.stream()
                    .filter(entry -> entry.expiresMillis() == 0 || entry.expiresMillis() > now)
                    .toList();
            expired += some.size() - alive.size();
            List<Boolean> there = new ArrayList<>(alive.size());
            return Pipeline.send(
                            writing,
                            alive.stream()
                                    .map(entry -> Request.cmd(Command.EXISTS).arg(key(entry)))
                                    .iterator(),
                            reply -> there.add(reply != null && reply.toLong() > 0))
                    .compose(asked -> putBack(alive, there, now));
        }

        /**
         * Indexes first: a member without its quote is swept, a quote that is in no index would stay unseen. That holds for
         * those that are there too, as what the server lost may have been their index.
         */
        private Future<Void> putBack(List<CopyEntry> alive, List<Boolean> there, long now) {
            List<Request> commands = new ArrayList<>();
            for (CopyEntry entry : alive) {
                Place place = keys.place(entry.name());
                if (place != null) {
                    commands.add(Request.cmd(Command.SADD)
                            .arg(place.index())
                            .arg(place.member().getBytes(UTF_8)));
                }
            }
            long absent = 0;
            for (int i = 0; i < alive.size(); i++) {
                if (!there.get(i)) {
                    absent++;
                    commands.add(restore(alive.get(i), now));
                }
            }
            long restored = absent;
            return Pipeline.send(writing, commands.iterator(), reply -> {}).onSuccess(done -> {
                put += restored;
                kept += alive.size() - restored;
            });
        }

        private Request restore(CopyEntry entry, long now) {
            long most = longest.toMillis();
            long left = entry.expiresMillis() == 0 ? most : Math.min(most, entry.expiresMillis() - now);
            return restoreFor(entry, isStats(entry.name()) ? 0 : left);
        }

        /** Told the time that is left, 0 for ever, and not the moment of expiry: the server's clock may be another. */
        private Request restoreFor(CopyEntry entry, long leftMillis) {
            return Request.cmd(Command.RESTORE).arg(key(entry)).arg(leftMillis).arg(entry.payload());
        }

        private byte[] key(CopyEntry entry) {
            return (keys.prefix() + entry.name()).getBytes(UTF_8);
        }
    }
}
