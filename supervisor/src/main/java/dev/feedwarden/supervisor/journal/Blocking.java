package dev.feedwarden.supervisor.journal;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.concurrent.Callable;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread for what blocks on the sinks' side of the journal: reading segments and moving cursors. A sink has a read, a
 * move and a tick to set aside for each batch in flight in it at most, which bounds its queue.
 */
final class Blocking {

    private final ThreadPoolExecutor executor;

    Blocking(String name) {
        executor = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            thread.setContextClassLoader(Blocking.class.getClassLoader());
            return thread;
        });
        // Made later, on a plugin's loop, the thread would inherit from the plugin and hold it for ever.
        executor.prestartCoreThread();
    }

    /** Runs the work there and completes on the context. */
    <T extends @Nullable Object> Future<T> run(Context context, Callable<T> work) {
        Promise<T> promise = Promise.promise();
        try {
            executor.execute(() -> {
                try {
                    T result = work.call();
                    context.runOnContext(done -> promise.complete(result));
                } catch (Exception e) {
                    context.runOnContext(done -> promise.fail(e));
                }
            });
        } catch (RejectedExecutionException e) {
            promise.fail(e);
        }
        return promise.future();
    }

    void close() {
        executor.shutdown();
    }
}
