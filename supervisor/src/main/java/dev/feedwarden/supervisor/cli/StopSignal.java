package dev.feedwarden.supervisor.cli;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIGTERM and SIGINT, from before anything is started. A signal that comes during the start waits for its end, then
 * everything is stopped. All of it has {@value #SECONDS} s.
 *
 * <p>The JVM would report the signal as exit code 143 or 130 although all is flushed, so the hook ends the process itself:
 * with 0, or with 1 if the time was not enough or the program is to be started again.
 */
final class StopSignal {

    private static final int SECONDS = 9;
    private static final Logger LOG = LoggerFactory.getLogger(StopSignal.class);

    private final CompletableFuture<Runnable> started = new CompletableFuture<>();
    private final Thread hook = new Thread(this::stop, "feedwarden-stop");
    private volatile int exitCode;

    private StopSignal() {}

    static StopSignal listen() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(signal.hook);
        return signal;
    }

    /** Everything is started: from here on the signal stops it. Returns only if the thread is interrupted. */
    void await(Runnable stop) {
        await(new CompletableFuture<>(), stop);
    }

    /**
     * The same, but everything is stopped too when something says that the process is to be started again.
     *
     * @param restart completes with the reason
     */
    void await(CompletableFuture<String> restart, Runnable stop) {
        started.complete(stop);
        try {
            LOG.warn("event=restart-process reason=\"{}\"", restart.get());
            exitCode = 1;
            Runtime.getRuntime().exit(exitCode);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the wait for a restart failed", e);
        }
    }

    /** The start failed: the process ends as any other that fails, unless the signal has ended it already. */
    Failure failed(String why) {
        started.complete(() -> {});
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.info("event=stopping-already reason=\"{}\"", why);
        }
        return new Failure(why);
    }

    private void stop() {
        try {
            started.thenAcceptAsync(Runnable::run).get(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            LOG.error("event=stop-incomplete limit={}s", SECONDS);
            exitCode = 1;
        } catch (ExecutionException e) {
            LOG.error("event=stop-failed", e);
            exitCode = 1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            exitCode = 1;
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
