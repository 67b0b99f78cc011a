package dev.feedwarden.supervisor.history;

import dev.feedwarden.rules.StatusChange;
import dev.feedwarden.supervisor.history.History.Resumption;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.zip.ZipOutputStream;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.type.LongDataType;
import org.h2.mvstore.type.StringDataType;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file and its tables. For one thread. */
final class Store {

    private static final Logger LOG = LoggerFactory.getLogger(Store.class);

    private static final int CACHE_MEGABYTES = 2;

    /** After how many commits space is won back, and how much is written for it at the most. */
    private static final int COMPACT_EVERY = 256;

    private static final int COMPACT_BYTES = 1 << 20;

    private static final int COMPACT_BELOW_PERCENT = 60;

    /** How many unsettled mails of each channel a resumption holds at the most. */
    private static final int RESUMED_MAILS = 1_000;

    /** As many as may be in force; see {@code Silences.MOST}. */
    private static final int RESUMED_SILENCES = 1_000;

    private static final Pattern INCIDENT = Pattern.compile("i-[0-9]{1,18}");

    private static final String INCIDENTS = "incidents";
    private static final String MAILS = "mails";
    private static final String SILENCES = "silences";

    private final MVStore file;
    private final ChangeLog changes;
    private final Table<Incident> incidents;
    private final Table<Mail> mails;
    private final LadderTable ladders;
    private final Table<Silence> silences;
    private final AuditTable audit;
    private final Retention retention;
    private final MVMap<String, Long> floors;
    private int commits;

    private Store(MVStore file, Retention retention) {
        this.file = file;
        this.retention = retention;
        changes = new ChangeLog(file, retention.changes());
        incidents = new Table<>(
                file,
                INCIDENTS,
                new IncidentCodec(),
                Incident::number,
                incident -> incident.closed() != null,
                new Life<>(Incident::opened, incident -> Objects.requireNonNullElse(incident.closed(), Instant.MAX)),
                retention.closedIncidents());
        mails = new Table<>(
                file,
                MAILS,
                new MailCodec(),
                Mail::number,
                mail -> mail.state().settled(),
                new Life<>(Mail::created, mail -> Objects.requireNonNullElse(mail.sent(), mail.created())),
                retention.settledMails());
        ladders = new LadderTable(file, retention.ladders());
        silences = new Table<>(
                file,
                SILENCES,
                new SilenceCodec(),
                Silence::number,
                Silence::ended,
                new Life<>(Silence::from, silence -> Objects.requireNonNullElse(silence.until(), Instant.MAX)),
                retention.endedSilences());
        audit = new AuditTable(file);
        floors = file.openMap(
                "floors",
                new MVMap.Builder<String, Long>()
                        .keyType(StringDataType.INSTANCE)
                        .valueType(LongDataType.INSTANCE));
    }

    /** Opens or creates. Throws {@link org.h2.mvstore.MVStoreException} if the file cannot be read or is in use. */
    static Store open(Path path, Retention retention) {
        // Both switches are needed: the second alone would still commit in the middle of a large transaction.
        MVStore file = new MVStore.Builder()
                .fileName(path.toString())
                .autoCommitDisabled()
                .autoCommitBufferSize(0)
                .cacheSize(CACHE_MEGABYTES)
                .open();
        try {
            // Every commit is synced before anything relies on it, so no older version has to be kept for a crash.
            file.setRetentionTime(0);
            file.setVersionsToKeep(0);
            Store store = new Store(file, retention);
            file.commit();
            store.resumption();
            return store;
        } catch (RuntimeException e) {
            file.closeImmediately();
            throw e;
        }
    }

    void commit(Transaction transaction) {
        commit(() -> {
            transaction.changes().forEach(changes::add);
            transaction.incidents().forEach(incidents::put);
            transaction.mails().forEach(mails::put);
            transaction.ladders().forEach(ladders::put);
            transaction.silences().forEach(silences::put);
        });
    }

    void append(List<AuditRow> rows) {
        commit(() -> rows.forEach(audit::add));
    }

    /**
     * Takes out what is too old, some of it; asked again it goes on.
     *
     * @return how many rows
     */
    int forget(Instant now) {
        Instant before = now.minus(retention.keep());
        int[] rows = {0};
        commit(() -> rows[0] =
                incidents.forget(before) + changes.forget(before) + mails.forget(before) + silences.forget(before));
        return rows[0];
    }

    private void commit(Runnable writes) {
        try {
            writes.run();
            file.commit();
            file.sync();
        } catch (RuntimeException e) {
            undo(e);
            throw e;
        }
        commits++;
    }

    /** Whether enough was written to be worth {@link #compact}. */
    boolean wantsCompaction() {
        return commits >= COMPACT_EVERY;
    }

    /** Wins back space that older versions hold; a few milliseconds. */
    void compact() {
        commits = 0;
        file.compact(COMPACT_BELOW_PERCENT, COMPACT_BYTES);
        file.sync();
    }

    Resumption resumption() {
        return new Resumption(
                incidents.live(Integer.MAX_VALUE),
                mails.live(RESUMED_MAILS, mail -> String.valueOf(mail.channel())),
                ladders.all(),
                silences.live(RESUMED_SILENCES),
                next(INCIDENTS, incidents),
                next(MAILS, mails),
                next(SILENCES, silences));
    }

    /**
     * Leaves numbers of incidents, mails and silences out, so that none that another process may have given meanwhile is
     * given again: ids stand in Message-IDs, links and people's heads.
     */
    void skipNumbers(long count) {
        commit(() -> {
            floors.put(INCIDENTS, next(INCIDENTS, incidents) + count);
            floors.put(MAILS, next(MAILS, mails) + count);
            floors.put(SILENCES, next(SILENCES, silences) + count);
        });
    }

    private long next(String name, Table<?> table) {
        Long floor = floors.get(name);
        return Math.max(table.nextNumber(), floor == null ? 1 : floor);
    }

    /** Writes the file as it is, the only entry of a zip. Nothing may be written meanwhile. */
    void copy(ZipOutputStream to) throws IOException {
        file.getFileStore().backup(to);
    }

    /** Reads every row. */
    HistorySummary summary() {
        HistorySummary.Counting counting = new HistorySummary.Counting();
        incidents.each(counting::incident);
        mails.each(counting::mail);
        silences.each(counting::row);
        ladders.all().forEach(counting::row);
        return counting.sum();
    }

    List<Incident> incidents(int most) {
        return incidents.newest(most);
    }

    /** The incident of an id, however old; empty for none. */
    Optional<Incident> incident(String id) {
        return INCIDENT.matcher(id).matches()
                ? incidents
                        .find(Ids.number("i-", id))
                        .filter(found -> found.id().equals(id))
                : Optional.empty();
    }

    List<Incident> incidents(Predicate<Incident> wanted, int most, int among) {
        return incidents.newest(most, among, wanted);
    }

    List<Mail> mails(int most) {
        return mails.newest(most);
    }

    List<Silence> silences(int most) {
        return silences.newest(most);
    }

    List<AuditRow> audit(int most) {
        return audit.newest(most);
    }

    List<StatusChange> changes(Instant from, Instant to, int most) {
        return changes.between(from, to, most);
    }

    long bytes() {
        return file.getFileStore().size();
    }

    /** Whether the file was given up after an I/O error and has to be opened anew. */
    boolean isClosed() {
        return file.isClosed();
    }

    void close() {
        if (!file.isClosed()) {
            file.sync();
            // Without MVStore's own compaction at the end: moving chunks trips its assertions (H2 2.4.240).
            file.close();
        }
    }

    private void undo(RuntimeException cause) {
        if (file.isClosed()) {
            return;
        }
        try {
            file.rollback();
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
            LOG.error("event=history-rollback-failed action=reopen", e);
            file.closeImmediately();
        }
    }
}
