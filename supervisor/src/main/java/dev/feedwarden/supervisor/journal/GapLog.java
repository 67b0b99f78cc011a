package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes down where ticks are missing: one line of JSON for each gap of a feed, with its first and last moment, the
 * reason and the number of ticks. A gap ends when nothing was refused for a second; a long one is written in pieces, so
 * that a crash loses none but the last. The file is turned over at 4 MiB and one older one is kept. What cannot be
 * written is tried again with the next, up to 1,000 gaps; each is a fact of its feed besides.
 */
final class GapLog {

    private static final Logger LOG = LoggerFactory.getLogger(GapLog.class);
    private static final Duration QUIET = Duration.ofSeconds(1);
    private static final Duration PIECE = Duration.ofSeconds(10);
    private static final long MOST_BYTES = 4 << 20;
    private static final int MOST_UNWRITTEN = 1_000;

    private final Disk disk;
    private final Path file;
    private final Timers timers;
    private final Consumer<Event> facts;
    private final Map<String, Gap> open = new HashMap<>();
    private final Deque<Gap> unwritten = new ArrayDeque<>();

    GapLog(Disk disk, Path folder, Timers timers, Consumer<Event> facts) {
        this.disk = disk;
        this.file = folder.resolve("gaps.jsonl");
        this.timers = timers;
        this.facts = facts;
    }

    /** Counts a tick that was not taken. Safe from any thread; there are as many gaps at most as feeds. */
    synchronized void refused(String feed, Refusal reason) {
        Gap gap = open.get(feed);
        if (gap != null && gap.reason != reason) {
            unwritten.add(gap);
            gap = null;
        }
        if (gap == null) {
            gap = new Gap(feed, reason, timers);
            open.put(feed, gap);
        }
        gap.ticks++;
        gap.to = timers.now();
        gap.lastNanos = timers.nanoTime();
    }

    /** Counts accepted records that cannot be read any more. Of whose feed they were is not known. Any thread. */
    synchronized void damaged(String journal, long first, long last) {
        Gap gap = new Gap(journal, Refusal.DAMAGED, timers);
        gap.ticks = last - first + 1;
        gap.sequences = first + "-" + last;
        unwritten.add(gap);
    }

    /** Writes the gaps that have ended. Blocks. */
    void write() {
        write(due(QUIET));
    }

    /** Writes all gaps. Blocks. */
    void writeAll() {
        write(due(Duration.ZERO));
    }

    private synchronized List<Gap> due(Duration quiet) {
        long now = timers.nanoTime();
        Iterator<Gap> gaps = open.values().iterator();
        while (gaps.hasNext()) {
            Gap gap = gaps.next();
            if (now - gap.lastNanos >= quiet.toNanos() || now - gap.firstNanos >= PIECE.toNanos()) {
                unwritten.add(gap);
                gaps.remove();
            }
        }
        while (unwritten.size() > MOST_UNWRITTEN) {
            LOG.error(
                    "gap not written down: too many wait {}", unwritten.remove().json());
        }
        return new ArrayList<>(unwritten);
    }

    private void write(List<Gap> gaps) {
        if (gaps.isEmpty()) {
            return;
        }
        for (Gap gap : gaps) {
            if (!gap.told) {
                gap.told = true;
                LOG.warn("ticks missing {}", gap.json());
                facts.accept(new Event.Faulted(gap.feed, FaultKind.GAP, gap.json(), timers.now()));
            }
        }
        try {
            append(gaps);
        } catch (IOException e) {
            LOG.warn("gap log cannot be written now gaps={}", gaps.size(), e);
            return;
        }
        synchronized (this) {
            unwritten.removeAll(gaps);
        }
    }

    private void append(List<Gap> gaps) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (Gap gap : gaps) {
            lines.append(gap.json()).append('\n');
        }
        long size;
        try (Disk.File to = disk.open(file)) {
            size = to.size();
            String text = endsInLine(to, size) ? "\n" + lines : lines.toString();
            to.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), size);
            to.sync();
        }
        if (size > MOST_BYTES) {
            disk.rename(file, file.resolveSibling("gaps.1.jsonl"));
        }
    }

    /** Whether a crash has left half a line, which must not swallow the next. */
    private static boolean endsInLine(Disk.File in, long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        return size > 0 && in.read(last, size - 1) == 1 && last.get(0) != '\n';
    }

    private static final class Gap {
        private final String feed;
        private final Refusal reason;
        private final Instant from;
        private final long firstNanos;
        private Instant to;
        private long lastNanos;
        private long ticks;
        private String sequences = "";
        private boolean told;

        private Gap(String feed, Refusal reason, Timers timers) {
            this.feed = feed;
            this.reason = reason;
            from = timers.now();
            to = from;
            firstNanos = timers.nanoTime();
            lastNanos = firstNanos;
        }

        private String json() {
            JsonObject json = new JsonObject()
                    .put("feed", feed)
                    .put("from", from.toString())
                    .put("to", to.toString())
                    .put("reason", reason.word())
                    .put("ticks", ticks);
            if (!sequences.isEmpty()) {
                json.put("sequences", sequences);
            }
            return json.encode();
        }
    }
}
