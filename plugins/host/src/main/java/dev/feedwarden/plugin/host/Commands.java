package dev.feedwarden.plugin.host;

import dev.feedwarden.api.Context;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Runs programs on the workers of a plugin: no shell, a small environment, nothing to read, a limit on time and on what
 * is kept of the output. A program that takes too long is killed with all its descendants, as are all when it closes.
 */
final class Commands {

    private static final int MOST_OUTPUT = 64 * 1_024;
    /** How soon output is taken from a program that would wait for it, and a limit noticed. */
    private static final long LOOK_MILLIS = 20;

    private final Context context;
    private final Set<Process> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    Commands(Context context) {
        this.context = context;
    }

    /**
     * How a program ended.
     *
     * @param output what it wrote, errors too, up to 64 KiB
     * @param cut whether it wrote more
     */
    record Ended(int exit, String output, boolean cut) {}

    /** Thrown where a program was killed. */
    static final class Killed extends IOException {

        private static final long serialVersionUID = 1L;

        Killed(String why) {
            super(why);
        }
    }

    /** Runs it. Fails with {@link Killed} after the timeout, and with another error if it cannot be started. */
    Future<Ended> run(List<String> command, Duration timeout) {
        return context.vertx().executeBlocking(() -> runNow(command, timeout), false);
    }

    /** Kills whatever runs. */
    void close() {
        closed = true;
        running.forEach(Commands::kill);
    }

    private Ended runNow(List<String> command, Duration timeout) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().put("PATH", "/usr/sbin:/usr/bin:/sbin:/bin");
        builder.environment().put("LC_ALL", "C");
        long began = context.timers().nanoTime();
        Process process = builder.start();
        running.add(process);
        try {
            process.getOutputStream().close();
            var output = new Output(process.getInputStream());
            // Never waits for the output itself: a daemon that the program leaves behind may hold it open for ever.
            while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                output.take();
                if (closed) {
                    throw new Killed("killed, as what ran it was closed");
                }
                if (context.timers().nanoTime() - began >= timeout.toNanos()) {
                    throw new Killed("killed after " + timeout.toMillis() + " ms");
                }
            }
            output.take();
            return output.ended(process.exitValue());
        } finally {
            kill(process);
            running.remove(process);
        }
    }

    private static void kill(Process process) {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroyForcibly();
        descendants.forEach(ProcessHandle::destroyForcibly);
    }

    /** What a program has written so far. */
    private static final class Output {

        private final InputStream from;
        private final byte[] kept = new byte[MOST_OUTPUT];
        private final byte[] part = new byte[8_192];
        private int length;
        private boolean cut;

        private Output(InputStream from) {
            this.from = from;
        }

        private void take() throws IOException {
            // As much as a pipe holds, so that one who never stops writing is looked at in between.
            for (int i = 0; i < 16 && from.available() > 0; i++) {
                int read = from.read(part, 0, Math.min(part.length, from.available()));
                int room = Math.min(Math.max(read, 0), MOST_OUTPUT - length);
                System.arraycopy(part, 0, kept, length, room);
                length += room;
                cut |= room < read;
            }
        }

        private Ended ended(int exit) {
            return new Ended(exit, new String(kept, 0, length, StandardCharsets.UTF_8), cut);
        }
    }
}
