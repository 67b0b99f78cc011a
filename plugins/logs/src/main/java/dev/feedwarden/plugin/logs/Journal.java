package dev.feedwarden.plugin.logs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The systemd journal, followed by a {@code journalctl} of our own: one of two fixed paths, a list of arguments, no shell,
 * an empty environment. A thread takes its entries and waits when so many are not looked at; then it waits too, and the
 * journal keeps them. One that has ended is begun again at the next look, at the entry after the last one. Blocks: a
 * worker's, one call at a time.
 */
final class Journal {

    /** Entries that wait to be looked at. */
    static final int MOST_WAITING = 2_000;

    private static final Logger LOG = LoggerFactory.getLogger(Journal.class);
    private static final List<Path> PROGRAMS = List.of(Path.of("/usr/bin/journalctl"), Path.of("/bin/journalctl"));
    private static final int MOST_A_LOOK = 20_000;
    private static final int LONGEST_LINE = 64 * 1024;
    private static final long SECOND = 1_000_000;

    private final Path program;
    private final List<String> units;
    private final BlockingQueue<JournalEntry> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private @Nullable Process process;
    private @Nullable Thread thread;
    private volatile boolean closed;
    private volatile String complaint = "";
    private long since;
    private long last;
    private int restarts;
    private int full;

    /**
     * @param units none for all of the journal
     * @param program what is run
     * @param now where it begins without {@link #resume}, in microseconds since 1970
     */
    Journal(List<String> units, Path program, long now) {
        this.units = units;
        this.program = program;
        last = now;
    }

    /** The journalctl of this machine. */
    static Path program() {
        return PROGRAMS.stream().filter(Files::isExecutable).findFirst().orElse(PROGRAMS.get(0));
    }

    /** Begins after the entry of this time, in microseconds since 1970. Before the first read. */
    void resume(long position) {
        last = position;
    }

    /** The time of the last entry, in microseconds since 1970. */
    long position() {
        return last;
    }

    /** Hands on what has come, and starts journalctl if it does not run; fails if it had ended by itself. */
    void read(Consumer<JournalEntry> to) throws IOException, InterruptedException {
        full += waiting.remainingCapacity() == 0 ? 1 : 0;
        Process running = process;
        // Its thread ends only once all that it printed waits or is taken.
        boolean ended = running != null && (thread == null || !thread.isAlive());
        take(to);
        if (running == null) {
            start();
        } else if (ended) {
            process = null;
            restarts++;
            String said = complaint;
            boolean gone = running.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
            start();
            throw new IOException("journalctl ended with " + (gone ? running.exitValue() : "nothing") + ": " + said);
        }
    }

    int takeRestarts() {
        int taken = restarts;
        restarts = 0;
        return taken;
    }

    /** At how many looks there was no room for more entries. */
    int takeFull() {
        int taken = full;
        full = 0;
        return taken;
    }

    void close() throws InterruptedException {
        closed = true;
        Process running = process;
        process = null;
        if (running != null && !running.destroyForcibly().waitFor(5, TimeUnit.SECONDS)) {
            LOG.warn("journal program={} ended=0", program);
        }
    }

    private void take(Consumer<JournalEntry> to) {
        for (int i = 0; i < MOST_A_LOOK; i++) {
            JournalEntry entry = waiting.poll();
            if (entry == null) {
                return;
            }
            if (!isOfTheSecondBefore(entry.micros())) {
                to.accept(entry);
                last = entry.micros();
            }
        }
    }

    /** {@code --since} takes whole seconds, so entries of one that were looked at before come again. */
    private boolean isOfTheSecondBefore(long micros) {
        return micros / SECOND == since / SECOND && micros <= since;
    }

    private void start() throws IOException {
        since = last;
        complaint = "";
        List<String> command = new ArrayList<>(List.of(
                program.toString(),
                "--follow",
                "--output=json",
                "--output-fields=MESSAGE,PRIORITY",
                "--no-pager",
                "--since=@" + since / SECOND));
        units.forEach(unit -> command.add("--unit=" + unit));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(Path.of("/dev/null").toFile());
        builder.environment().clear();
        builder.environment().putAll(Map.of("LC_ALL", "C"));
        Process started = builder.start();
        process = started;
        Thread reader = new Thread(() -> follow(started), "logs-journal");
        reader.setDaemon(true);
        reader.start();
        thread = reader;
    }

    /** Runs on a thread of its own, which ends with the process. */
    private void follow(Process from) {
        Lines lines = new Lines(LONGEST_LINE);
        byte[] bytes = new byte[8 * 1024];
        try (InputStream in = from.getInputStream()) {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
                lines.add(ByteBuffer.wrap(bytes, 0, read), this::await);
            }
        } catch (IOException e) {
            LOG.debug("journal program={} read=0 reason=\"{}\"", program, e.toString());
        }
    }

    private void await(String line) {
        JournalEntry entry;
        try {
            entry = JournalEntry.of(line);
        } catch (RuntimeException e) {
            // No entry: what journalctl says of its own troubles.
            complaint = line.substring(0, Math.min(200, line.length()));
            LOG.info("journal program={} said=\"{}\"", program, complaint);
            return;
        }
        try {
            while (!waiting.offer(entry, 1, TimeUnit.SECONDS) && !closed) {
                LOG.debug("journal program={} waiting={}", program, MOST_WAITING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
