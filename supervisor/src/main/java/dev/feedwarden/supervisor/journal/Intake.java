package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.api.sink.Batch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the next batch of a sink from the journal: as many ticks as make a batch, no more. Lives on the sink's event loop;
 * segments are read elsewhere.
 */
final class Intake {

    private static final Logger LOG = LoggerFactory.getLogger(Intake.class);
    private static final Duration REREAD = Duration.ofSeconds(1);

    private final String id;
    private final SinkOptions options;
    private final FileJournal journal;
    private final Context context;
    private final io.vertx.core.Context loop;
    private final Timers timers;
    private List<Batch.Row> gathered = new ArrayList<>();
    private long taken;
    private long readUpTo;
    private long waitingSince;
    private boolean reading;

    /** Of the thread that reads segments alone. */
    private @Nullable SegmentReader reader;

    /** @param after the sequence after which to begin */
    Intake(SinkScope scope, io.vertx.core.Context loop, long after) {
        this.id = scope.id();
        this.options = scope.options();
        this.journal = scope.journal();
        this.context = scope.context();
        this.loop = loop;
        this.timers = context.timers();
        this.taken = after;
        this.readUpTo = after;
    }

    boolean reading() {
        return reading;
    }

    boolean full() {
        return gathered.size() >= options.rows();
    }

    /** Whether there is something to take, if only records that this sink does not want. */
    boolean some() {
        return readUpTo > taken;
    }

    boolean more() {
        return !full() && readUpTo < journal.accepted();
    }

    /** How long the first of what was read has been waiting. */
    Duration age() {
        return Duration.ofNanos(timers.nanoTime() - waitingSince);
    }

    /** The oldest tick that waits here. */
    Batch.@Nullable Row oldest() {
        return gathered.isEmpty() ? null : gathered.get(0);
    }

    /** What was read up to {@link #upTo}, which is the caller's from now on. */
    List<Batch.Row> take() {
        List<Batch.Row> rows = gathered;
        gathered = new ArrayList<>();
        taken = readUpTo;
        return rows;
    }

    long upTo() {
        return readUpTo;
    }

    /** Reads on; completes when something was read, and after a second when that was not possible. One at a time. */
    Future<Void> read() {
        reading = true;
        Promise<Void> done = Promise.promise();
        long after = readUpTo;
        int most = options.rows() - gathered.size();
        journal.blocking(loop, () -> readOn(after, most))
                .onSuccess(slice -> {
                    reading = false;
                    gather(slice);
                    done.complete();
                })
                .onFailure(cause -> {
                    LOG.warn("journal cannot be read for a sink, tried again sink={}", id, cause);
                    context.fault(FaultKind.STORAGE, "journal: " + cause.getMessage());
                    timers.after(REREAD, () -> {
                        reading = false;
                        done.complete();
                    });
                });
        return done.future();
    }

    /** Nothing may be read afterwards. */
    Future<Void> close() {
        return journal.blocking(loop, this::closeReader);
    }

    private SegmentReader.Slice readOn(long after, int most) throws IOException {
        SegmentReader from = reader;
        if (from == null) {
            from = journal.reader(after);
            reader = from;
        }
        try {
            return from.read(most, options::wants);
        } catch (IOException | RuntimeException e) {
            // What it read is lost with the failure, so the next attempt begins where this one did.
            reader = null;
            from.close();
            throw e;
        }
    }

    private void gather(SegmentReader.Slice slice) {
        if (!some()) {
            waitingSince = timers.nanoTime();
        }
        gathered.addAll(slice.rows());
        readUpTo = slice.upTo();
    }

    private @Nullable Void closeReader() throws IOException {
        SegmentReader closing = reader;
        reader = null;
        if (closing != null) {
            closing.close();
        }
        return null;
    }
}
