package dev.feedwarden.plugin.redis;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends many commands over a wire: 64 at a time, 8 times that in flight, which is enough to keep a server busy with one
 * connection. Commands are made as they are sent. Used once.
 */
final class Pipeline {

    private static final int BATCH = 64;
    private static final int IN_FLIGHT = 8;

    private final Wire wire;
    private final Iterator<Request> commands;
    private final Consumer<@Nullable Response> replies;
    private final Promise<Void> done = Promise.promise();
    private int inFlight;

    private Pipeline(Wire wire, Iterator<Request> commands, Consumer<@Nullable Response> replies) {
        this.wire = wire;
        this.commands = commands;
        this.replies = replies;
    }

    /**
     * Sends them all.
     *
     * @param replies gets each reply in the order of the commands; null for what is not there
     * @return fails with the first failure; what was in flight then may have been carried out
     */
    static Future<Void> send(Wire wire, Iterator<Request> commands, Consumer<@Nullable Response> replies) {
        Pipeline pipeline = new Pipeline(wire, commands, replies);
        pipeline.fill();
        return pipeline.done.future();
    }

    private void fill() {
        while (inFlight < IN_FLIGHT && commands.hasNext() && !done.future().isComplete()) {
            List<Request> batch = new ArrayList<>(BATCH);
            while (batch.size() < BATCH && commands.hasNext()) {
                batch.add(commands.next());
            }
            inFlight++;
            wire.batch(batch).onComplete(answered -> {
                inFlight--;
                if (answered.failed()) {
                    done.tryFail(answered.cause());
                    return;
                }
                answered.result().forEach(replies);
                fill();
            });
        }
        if (inFlight == 0) {
            done.tryComplete();
        }
    }
}
