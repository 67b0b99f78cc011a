package dev.feedwarden.plugin.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.sink.SinkException;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Copies the quotes of one prefix into a file, and last of all the counters with the {@link Mark}. The indexes are not in
 * it: they follow from the quotes. It reads over the connection for questions, so that a failure here ends no write.
 */
final class Saving {

    /** For all of it. Less than the supervisor gives a write by default, as a write may be waiting for it. */
    static final Duration LIMIT = Duration.ofSeconds(20);

    private static final int STEP = 512;
    /** About 5 million keys, of whomever they are. */
    private static final int MOST_STEPS = 10_000;

    private static final int MOST_QUOTES = 200_000;
    private static final long MOST_BYTES = 256 << 20;
    private static final String START = "0";

    private final Context context;
    private final Keys keys;
    private final Wire asking;
    private final io.vertx.core.Context loop;

    Saving(Context context, Keys keys, Wire asking) {
        this.context = context;
        this.keys = keys;
        this.asking = asking;
        loop = context.vertx().getOrCreateContext();
    }

    /** How many keys are in the file. */
    Future<Long> run(Path file, long mostBytes) {
        return loop.executeBlocking(() -> new CopyWriter(context.disk(), file, Math.min(mostBytes, MOST_BYTES)))
                .compose(writer -> new Run(writer)
                        .all()
                        .eventually(() -> loop.executeBlocking(() -> {
                            writer.close();
                            return true;
                        })));
    }

    /** One walk over the keys. */
    private final class Run {

        private final CopyWriter writer;
        private final long end = context.timers().nanoTime() + LIMIT.toNanos();
        private int steps;
        private long quotes;

        private Run(CopyWriter writer) {
            this.writer = writer;
        }

        private Future<Long> all() {
            return step(START)
                    .compose(done -> copy(Set.of(keys.stats())))
                    .compose(done -> loop.executeBlocking(writer::finish));
        }

        private Future<Void> step(String cursor) {
            if (context.timers().nanoTime() - end >= 0) {
                return tooMuch("within " + LIMIT.toSeconds() + " s");
            }
            if (steps++ >= MOST_STEPS) {
                return tooMuch("in " + MOST_STEPS + " steps");
            }
            return asking.send(Request.cmd(Command.SCAN, cursor, "MATCH", keys.everyOption(), "COUNT", STEP))
                    .compose(reply -> {
                        String next = reply.get(0).toString();
                        Set<String> found = ours(reply.get(1));
                        quotes += found.size();
                        if (quotes > MOST_QUOTES) {
                            return tooMuch("with " + MOST_QUOTES + " quotes at most");
                        }
                        return copy(found)
                                .compose(copied -> next.equals(START) ? Future.succeededFuture() : step(next));
                    });
        }

        /** SCAN may name a key more than once. */
        private Set<String> ours(Response names) {
            Set<String> found = new LinkedHashSet<>();
            for (Response name : names) {
                if (keys.place(name.toString().substring(keys.prefix().length())) != null) {
                    found.add(name.toString());
                }
            }
            return found;
        }

        private Future<Void> copy(Set<String> found) {
            List<@Nullable Response> replies = new ArrayList<>(2 * found.size());
            return Pipeline.send(
                            asking,
                            found.stream()
                                    .flatMap(key -> Stream.of(
                                            Request.cmd(Command.DUMP).arg(key.getBytes(UTF_8)),
                                            Request.cmd(Command.PTTL).arg(key.getBytes(UTF_8))))
                                    .iterator(),
                            replies::add)
                    .compose(asked -> {
                        List<CopyEntry> entries = entries(found, replies);
                        return loop.executeBlocking(() -> {
                            writer.add(entries);
                            return true;
                        });
                    })
                    .mapEmpty();
        }

        private List<CopyEntry> entries(Set<String> found, List<@Nullable Response> replies) {
            long now = context.timers().now().toEpochMilli();
            List<CopyEntry> entries = new ArrayList<>(found.size());
            int at = 0;
            for (String key : found) {
                Response payload = replies.get(at++);
                Response left = replies.get(at++);
                // It may have expired since it was named, or between the two questions: -2.
                if (payload != null && left != null && left.toLong() != -2) {
                    entries.add(new CopyEntry(
                            key.substring(keys.prefix().length()),
                            left.toLong() < 0 ? 0 : now + left.toLong(),
                            payload.toBuffer()));
                }
            }
            return entries;
        }

        private <T> Future<T> tooMuch(String bound) {
            return Future.failedFuture(new SinkException(
                    SinkException.Kind.SLOW, "not copied " + bound + "; " + quotes + " quotes were found"));
        }
    }
}
