package dev.feedwarden.supervisor.recovery;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.history.AuditRow;
import dev.feedwarden.supervisor.history.AuditStore;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The audit in the local store, and in the program's log besides. Lines that cannot be written wait and are tried again
 * every 5 s; of more than {@value #MOST_WAITING} the newest stand in the log alone, and are counted. Lives on the core
 * event loop.
 */
public final class KeptAudit implements AuditLog {

    static final int MOST_WAITING = 1_000;
    static final int MOST_CHARACTERS = 500;
    private static final int AT_ONCE = 100;
    private static final Duration AGAIN = Duration.ofSeconds(5);
    private static final Logger LOG = LoggerFactory.getLogger(KeptAudit.class);

    private final AuditLog logging = AuditLog.logging();
    private final Deque<AuditRow> waiting = new ArrayDeque<>();
    private final AuditStore store;
    private final Timers timers;
    private final Counter dropped;
    private boolean writing;

    public KeptAudit(AuditStore store, Timers timers, Meters meters) {
        this.store = store;
        this.timers = timers;
        this.dropped = meters.counter(Meter.AUDIT_DROPPED);
        meters.gauge(Meter.AUDIT_WAITING, waiting::size);
    }

    @Override
    public void add(AuditEntry entry) {
        AuditEntry plain = new AuditEntry(
                entry.time(),
                plain(entry.who()),
                plain(entry.what()),
                plain(entry.subject()),
                plain(entry.why()),
                plain(entry.result()));
        logging.add(plain);
        if (waiting.size() >= MOST_WAITING) {
            dropped.increment();
            return;
        }
        waiting.addLast(
                new AuditRow(plain.time(), plain.who(), plain.what(), plain.subject(), plain.why(), plain.result()));
        write();
    }

    private void write() {
        if (writing || waiting.isEmpty()) {
            return;
        }
        writing = true;
        List<AuditRow> rows = new ArrayList<>(waiting).subList(0, Math.min(AT_ONCE, waiting.size()));
        append(rows).onComplete(written -> written(rows.size()), this::failed);
    }

    private Future<Void> append(List<AuditRow> rows) {
        return store.append(List.copyOf(rows));
    }

    private void written(int rows) {
        writing = false;
        for (int i = 0; i < rows; i++) {
            waiting.removeFirst();
        }
        write();
    }

    private void failed(Throwable error) {
        LOG.error("event=audit-not-kept waiting={} error={} action=\"tried again\"", waiting.size(), error.toString());
        timers.after(AGAIN, () -> {
            writing = false;
            write();
        });
    }

    /** A line is one line and not endless, whoever wrote what is in it. */
    private static String plain(String text) {
        String line = text.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MOST_CHARACTERS ? line : line.substring(0, MOST_CHARACTERS) + "...";
    }
}
