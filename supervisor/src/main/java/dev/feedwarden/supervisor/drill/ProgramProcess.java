package dev.feedwarden.supervisor.drill;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A process under a loop that starts it again whenever it ends by itself, as a supervisor of processes does: at most
 * {@value #MOST_STARTS} times, and not if it ends with an error of its own before it was ever well, as it would for ever. Safe
 * from any thread.
 */
public final class ProgramProcess implements AutoCloseable {

    private static final int MOST_STARTS = 50;
    private static final Set<Integer> ERRORS = Set.of(1, 2);
    private static final long STOPPING_SECONDS = 20;
    private static final Logger LOG = LoggerFactory.getLogger(ProgramProcess.class);

    private final ProcessBuilder builder;
    private final boolean again;
    private @Nullable Process process;
    private boolean wanted;
    private boolean settled;
    private boolean refused;
    private int starts;
    private int ends;

    /** @param again whether it is started again when it ends */
    ProgramProcess(List<String> command, Map<String, String> environment, Path log, boolean again) {
        builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        this.again = again;
    }

    /** Starts it. */
    public synchronized void start() throws IOException {
        wanted = true;
        launch();
    }

    private void launch() throws IOException {
        if (++starts > MOST_STARTS) {
            throw new IOException("started " + MOST_STARTS + " times, and no more");
        }
        Process started = builder.start();
        process = started;
        Thread waiting = new Thread(() -> await(started), "end of " + started.pid());
        waiting.setDaemon(true);
        waiting.start();
    }

    private void await(Process started) {
        try {
            started.waitFor();
            ended(started);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void ended(Process ended) {
        ends++;
        refused |= wanted && !settled && ERRORS.contains(ended.exitValue());
        if (refused || !wanted || !again || process != ended) {
            return;
        }
        try {
            launch();
        } catch (IOException e) {
            LOG.error("drill=not-started-again", e);
        }
    }

    /** It has been well: from now on it is started again whatever it ends with. */
    synchronized void settled() {
        settled = true;
    }

    /** Whether it has ended with an error before it was ever well, and is not started again. */
    synchronized boolean refused() {
        return refused;
    }

    /** How often it has ended, for whatever reason, as far as the loop has seen. */
    public synchronized int ends() {
        return ends;
    }

    /** Its process number. */
    long pid() {
        return current().pid();
    }

    /** Kills it outright. */
    public void kill() {
        current().destroyForcibly();
    }

    /** Has it end in good order, and not be started again. Blocks until it is gone. */
    public void stop() throws InterruptedException {
        Process last;
        synchronized (this) {
            wanted = false;
            last = process;
        }
        if (last != null) {
            last.destroy();
            if (!last.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS)) {
                last.destroyForcibly().waitFor();
            }
        }
    }

    private synchronized Process current() {
        if (process == null) {
            throw new IllegalStateException("it was never started");
        }
        return process;
    }

    /** Kills it for good, and waits until it is gone. */
    @Override
    public void close() {
        Process last;
        synchronized (this) {
            wanted = false;
            last = process;
        }
        if (last != null) {
            last.destroyForcibly().onExit().join();
        }
    }
}
