package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread on which the host keeps its books and touches files. No plugin's code runs on it, so none can hold it
 * up. Its queue holds what the host itself asks for: a few tasks a plugin.
 */
final class HostThread {

    private static final Logger log = LoggerFactory.getLogger(HostThread.class);

    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        var thread = new Thread(task, "plugin-host");
        thread.setDaemon(true);
        return thread;
    });
    private final Timers timers;

    /**
     * @param timers whose tasks may run on any thread that no plugin can block
     */
    HostThread(Timers timers) {
        this.timers = timers;
    }

    Timers timers() {
        return timers;
    }

    /** Runs a task here, later. Does nothing once the thread has been closed. */
    void run(Runnable task) {
        if (!executor.isShutdown()) {
            executor.execute(() -> {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    log.error("plugin=host-task-failed", e);
                }
            });
        }
    }

    /** Begins an operation here. It fails if the thread has been closed. */
    <T> Future<T> begin(Supplier<Future<T>> operation) {
        if (executor.isShutdown()) {
            return Future.failedFuture(new PluginFailure("the plugin host has stopped"));
        }
        Promise<T> promise = Promise.promise();
        run(() ->
                Future.<Void>succeededFuture().compose(begun -> operation.get()).onComplete(promise));
        return promise.future();
    }

    /**
     * The same result, told on this thread, or a failure once the limit is over.
     *
     * @param what is waited for, for the message: {@code closing feed 'deribit'}
     */
    <T> Future<T> within(Duration limit, String what, Future<T> future) {
        Promise<T> promise = Promise.promise();
        Timers.Timer timer = timers.after(
                limit,
                () -> run(() -> promise.tryFail(
                        new PluginFailure(what + " did not finish within " + limit.toSeconds() + " s"))));
        future.onComplete(result -> run(() -> {
            timer.cancel();
            if (result.succeeded()) {
                promise.tryComplete(result.result());
            } else {
                promise.tryFail(result.cause());
            }
        }));
        return promise.future();
    }

    void close() {
        executor.shutdown();
    }
}
