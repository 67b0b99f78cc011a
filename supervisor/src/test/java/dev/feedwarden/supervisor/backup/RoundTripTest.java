package dev.feedwarden.supervisor.backup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.attribute.PosixFilePermission.OWNER_READ;
import static java.nio.file.attribute.PosixFilePermission.OWNER_WRITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Secret;
import dev.feedwarden.api.sink.Snapshots;
import dev.feedwarden.api.tick.QuoteBuilder;
import dev.feedwarden.api.tick.Tick;
import dev.feedwarden.supervisor.SystemDisk;
import dev.feedwarden.supervisor.ThreadTimers;
import dev.feedwarden.supervisor.backup.BackupMaker.Made;
import dev.feedwarden.supervisor.backup.BackupSettings.Secrets;
import dev.feedwarden.supervisor.backup.ConfigSource.Listing;
import dev.feedwarden.supervisor.backup.ConfigSource.NamedFile;
import dev.feedwarden.supervisor.backup.Restore.Existing;
import dev.feedwarden.supervisor.backup.Restore.Restored;
import dev.feedwarden.supervisor.history.History.Resumption;
import dev.feedwarden.supervisor.history.KeptSamples;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.MvHistory;
import dev.feedwarden.supervisor.history.Retention;
import dev.feedwarden.supervisor.history.Transaction;
import dev.feedwarden.supervisor.journal.DayReport;
import dev.feedwarden.supervisor.journal.FileJournal;
import dev.feedwarden.supervisor.journal.JournalOptions;
import dev.feedwarden.supervisor.journal.SinkStores;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real stores on a real disk, written to while they are backed up, and what of them comes back. */
class RoundTripTest {

    private static final Secret KEY = new Secret("correct horse battery staple");
    private static final Instant NOW = Instant.parse("2026-11-27T03:00:00Z");

    @TempDir
    private Path folder;

    private final SystemDisk disk = new SystemDisk();
    private final ThreadTimers timers = new ThreadTimers("round-trip");
    private final Vertx vertx = Vertx.vertx();
    private Path data;
    private Stores stores;
    private SinkStores sinks;

    /** The stores of a data folder, open. Two sinks are configured, and neither has stored anything. */
    private record Stores(FileJournal journal, KeptSamples samples, MvHistory history) {}

    @BeforeEach
    void open() throws Exception {
        data = folder.resolve("data");
        stores = open(data);
        sinks = new SinkStores(disk, data);
    }

    @AfterEach
    void close() throws Exception {
        close(stores);
        timers.close();
        await(vertx.close());
    }

    @Test
    void restore_backupMadeWhileEverythingIsWritten_losesNothingThatWasAcceptedBefore() throws Exception {
        AtomicBoolean writing = new AtomicBoolean(true);
        AtomicLong number = new AtomicLong();
        Thread ticks = new Thread(() -> {
            while (writing.get()) {
                if (!stores.journal.offer(tick(number.incrementAndGet()))) {
                    LockSupport.parkNanos(1_000_000);
                }
            }
        });
        Thread mails = new Thread(() -> {
            for (long i = 1; writing.get(); i++) {
                await(stores.history.commit(Transaction.ofMails(List.of(mail(i, Mail.State.SENT)))));
                stores.samples.offer(List.of(new Reading("feed.ticks", "deribit", i, NOW.plusSeconds(i))));
            }
        });
        ticks.start();
        mails.start();
        // The reading of a mail follows it, so with the second mail there is the reading of the first.
        while (stores.journal.status().accepted() < 5_000
                || await(stores.history.mails(1)).stream().noneMatch(mail -> mail.number() > 1)) {
            Thread.onSpinWait();
        }
        long before = stores.journal.status().accepted();
        long mailsBefore = await(stores.history.mails(1)).get(0).number();
        Made made = maker(KEY, Secrets.LEFT_OUT).make(NOW);
        long after = stores.journal.status().accepted();
        writing.set(false);
        ticks.join();
        mails.join();

        Path target = folder.resolve("target");
        Restored restored = restore(made.file(), target, KEY, Existing.REFUSED);
        assertThat(made.manifest().accepted()).isBetween(before, after);
        assertThat(restored.accepted()).isGreaterThanOrEqualTo(before);
        assertThat(restored.history().mails()).isGreaterThanOrEqualTo(mailsBefore);
        Stores copy = open(target);
        try {
            assertThat(copy.journal.status().accepted()).isEqualTo(restored.accepted());
            assertThat(copy.journal.status().stored()).containsOnly(Map.entry("fast", 0L), Map.entry("slow", 0L));
            assertThat(copy.journal.status().id())
                    .isNotEqualTo(stores.journal.status().id());
            List<DayReport> days = copy.journal.completeness().all();
            assertThat(days.stream().mapToLong(DayReport::accepted).sum()).isEqualTo(restored.accepted());
            assertThat(days).allMatch(DayReport::exact);
            assertThat(copy.samples.newest("feed.ticks")).hasSize(1);
            assertThat(await(copy.history.mails(1)).get(0).number())
                    .isEqualTo(restored.history().mails());
        } finally {
            close(copy);
        }
    }

    @Test
    void restore_outbox_sentStaysSentAndPendingIsMailedOnceUnderItsName() throws Exception {
        await(stores.history.commit(
                Transaction.ofMails(List.of(mail(1, Mail.State.SENT), mail(2, Mail.State.PENDING)))));
        Made made = maker(null, Secrets.LEFT_OUT).make(NOW);
        await(stores.history.commit(Transaction.ofMails(List.of(mail(2, Mail.State.SENT), mail(3, Mail.State.SENT)))));

        Restored restored = restore(made.file(), folder.resolve("target"), null, Existing.REFUSED);
        assertThat(restored.history().unsent()).isEqualTo(1);
        Stores copy = open(folder.resolve("target"));
        try {
            Resumption resumption = await(copy.history.resume());
            assertThat(resumption.unsettled()).containsExactly(mail(2, Mail.State.PENDING));
            assertThat(await(copy.history.mails(9))).contains(mail(1, Mail.State.SENT));
            assertThat(resumption.nextMail()).isGreaterThan(100_000);
        } finally {
            close(copy);
        }
    }

    @Test
    void restore_intoTheFolderOfARunningProgram_isRefusedEvenByForce() throws Exception {
        Made made = maker(null, Secrets.LEFT_OUT).make(NOW);
        for (Existing existing : Existing.values()) {
            assertThatThrownBy(() -> restore(made.file(), data, null, existing))
                    .isInstanceOf(InUse.class)
                    .hasMessage(data + ": a running program has it");
        }
        assertThatThrownBy(() -> BackupMaker.still(settings(null, Secrets.LEFT_OUT), disk, 0, data, config())
                        .make(NOW))
                .isInstanceOf(InUse.class);
        await(stores.history.commit(Transaction.ofMails(List.of(mail(1, Mail.State.SENT)))));
    }

    @Test
    void restore_intoAFolderWithSomethingInIt_isRefusedOrMovesItAway() throws Exception {
        Made made = maker(null, Secrets.LEFT_OUT).make(NOW);
        Path target = Files.createDirectories(folder.resolve("target"));
        Files.writeString(target.resolve("mine"), "mine");
        assertThatThrownBy(() -> restore(made.file(), target, null, Existing.REFUSED))
                .hasMessageContaining("expected an empty folder or none, found mine");
        assertThat(names(target)).containsExactly("mine");

        Restored restored = restore(made.file(), target, null, Existing.MOVED_AWAY);
        assertThat(restored.before()).isEqualTo(target.resolve(".before-" + NOW.toEpochMilli()));
        assertThat(target.resolve(".before-" + NOW.toEpochMilli()).resolve("mine"))
                .hasContent("mine");
        assertThat(names(target)).contains("history.mv", "journal", "restored.json", "config");
        assertThat(restored.config()).isEqualTo(target.resolve("config/feedwarden.yaml"));
        assertThat(target.resolve("config/feedwarden.yaml")).hasContent("data: var");
    }

    @Test
    void restore_changedFileOrWrongPassphrase_touchesNothing() throws Exception {
        Made made = maker(KEY, Secrets.LEFT_OUT).make(NOW);
        byte[] whole = Files.readAllBytes(made.file());
        Path target = folder.resolve("target");
        assertThatThrownBy(() -> restore(made.file(), target, new Secret("another passphrase"), Existing.MOVED_AWAY))
                .hasMessageContaining("the passphrase is not the one");
        whole[whole.length / 2] ^= 1;
        Files.write(made.file(), whole);
        Files.createDirectories(target);
        Files.writeString(target.resolve("mine"), "mine");
        assertThatThrownBy(() -> restore(made.file(), target, KEY, Existing.MOVED_AWAY))
                .isInstanceOf(IOException.class);
        assertThat(names(target)).containsExactly("mine");
    }

    @Test
    void make_secrets_areInItOnlyWhereTheyAreAskedFor() throws Exception {
        Files.writeString(data.resolve("act.key"), "k".repeat(32));
        Made without = maker(KEY, Secrets.LEFT_OUT).make(NOW);
        assertThat(files(without)).noneMatch(name -> name.contains("act.key"));
        assertThat(Files.getPosixFilePermissions(without.file())).containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
        Made with = maker(KEY, Secrets.INCLUDED).make(NOW.plusSeconds(1));
        assertThat(files(with)).contains("data/act.key");
        restore(with.file(), folder.resolve("target"), KEY, Existing.REFUSED);
        assertThat(Files.getPosixFilePermissions(folder.resolve("target/act.key")))
                .containsExactlyInAnyOrder(OWNER_READ, OWNER_WRITE);
        assertThatThrownBy(() -> settings(null, Secrets.INCLUDED)).hasMessageContaining("encrypted backups only");
    }

    @Test
    void make_pluginsThatWereDroppedIn_areNamedWithTheirChecksumsAndStayOut() throws Exception {
        Files.createDirectories(data.resolve("plugins"));
        Files.writeString(data.resolve("plugins/mine.jar"), "abc");
        Files.writeString(data.resolve("plugins/allowed"), "# none");
        Made made = maker(null, Secrets.LEFT_OUT).make(NOW);
        assertThat(made.manifest().plugins())
                .containsExactly(new Manifest.Jar(
                        "mine.jar", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
        assertThat(files(made)).contains("data/plugins/allowed").noneMatch(name -> name.endsWith(".jar"));
    }

    @Test
    void make_whereNoProgramEverRan_leavesNothingBehind() {
        Path none = folder.resolve("none");

        assertThatThrownBy(() -> BackupMaker.still(BackupSettings.usual(none), disk, 0, none, config())
                        .make(NOW))
                .hasMessage(none + ": expected the data of a program, found none");
        assertThat(none).doesNotExist();
    }

    @Test
    void make_ofAFolderOnWhichNoProgramRuns_isAsGood() throws Exception {
        stores.journal.offer(tick(1));
        await(stores.history.commit(Transaction.ofMails(List.of(mail(1, Mail.State.SENT)))));
        close(stores);
        Made made = BackupMaker.still(settings(null, Secrets.LEFT_OUT), disk, 0, data, config())
                .make(NOW);
        Restored restored = restore(made.file(), folder.resolve("target"), null, Existing.REFUSED);
        assertThat(restored.accepted()).isEqualTo(1);
        assertThat(restored.history().mails()).isEqualTo(1);
        assertThat(made.manifest().unsaved()).containsExactly(StillData.UNASKED);
        stores = open(data);
        assertThat(stores.journal.status().accepted()).isEqualTo(1);
    }

    @Test
    void make_sinkWhoseStoreCanBeCopied_isInItAndWaitsForTheSinkInWhatIsRestored() throws Exception {
        add("latest", file -> write(file, "what latest has stored"));
        Made made = maker(KEY, Secrets.LEFT_OUT).make(NOW);
        assertThat(files(made)).contains("data/snapshots/latest.snapshot");
        assertThat(made.manifest().unsaved()).isEmpty();
        assertThat(names(folder.resolve("backups")))
                .containsExactly(made.file().getFileName().toString());

        Restored restored = restore(made.file(), folder.resolve("target"), KEY, Existing.REFUSED);
        assertThat(restored.snapshots()).containsExactly("latest");
        assertThat(folder.resolve("target/snapshots/latest.snapshot")).hasContent("what latest has stored");
    }

    @Test
    void make_sinksWhoseStoresCannotBeCopied_isMadeAndSaysWhy() throws Exception {
        stores.journal.offer(tick(1));
        add("down", file -> {
            write(file, "half of");
            return Future.failedFuture("server is down");
        });
        add("latest", file -> write(file, "what latest has stored"));
        add("wrong", file -> {
            throw new IllegalStateException("bug");
        });
        Made made = maker(null, Secrets.LEFT_OUT).make(NOW);
        assertThat(made.manifest().unsaved()).containsExactly("sink down: server is down", "sink wrong: bug");
        assertThat(names(folder.resolve("backups"))).hasSize(1);

        Restored restored = restore(made.file(), folder.resolve("target"), null, Existing.REFUSED);
        assertThat(restored.manifest()).isEqualTo(made.manifest());
        assertThat(restored.snapshots()).containsExactly("latest");
        assertThat(names(folder.resolve("target/snapshots"))).containsExactly("latest.snapshot");
        assertThat(restored.accepted()).isEqualTo(1);
    }

    @Test
    void make_copyOfAStore_isTakenAfterTheJournals() throws Exception {
        add("latest", file -> {
            stores.journal.offer(tick(1));
            return write(file, "what latest has stored");
        });
        Made made = maker(null, Secrets.LEFT_OUT).make(NOW);
        assertThat(made.manifest().accepted()).isZero();
    }

    private void add(String sink, Function<Path, Future<Long>> saving) {
        Snapshots snapshots = new Snapshots() {
            @Override
            public Future<Long> save(Path file, long mostBytes) {
                return saving.apply(file);
            }

            @Override
            public Future<Loaded> load(Path file) {
                return Future.failedFuture("nobody asks");
            }
        };
        sinks.add(sink, vertx.getOrCreateContext(), snapshots, Future.succeededFuture());
    }

    private static Future<Long> write(Path file, String text) {
        try {
            Files.writeString(file, text, StandardOpenOption.WRITE);
            return Future.succeededFuture(1L);
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    private BackupMaker maker(@Nullable Secret passphrase, Secrets secrets) {
        return BackupMaker.live(
                settings(passphrase, secrets),
                disk,
                0,
                data,
                stores.journal,
                stores.samples,
                stores.history,
                sinks,
                config());
    }

    private ConfigSource config() {
        return () -> {
            Path file = Files.write(folder.resolve("feedwarden.yaml"), "data: var".getBytes(UTF_8));
            return new Listing(
                    "feedwarden.yaml", List.of(new NamedFile("feedwarden.yaml", file)), List.of("secrets/smtp"));
        };
    }

    private BackupSettings settings(@Nullable Secret passphrase, Secrets secrets) {
        return new BackupSettings(null, folder.resolve("backups"), 7, passphrase, secrets);
    }

    private Restored restore(Path file, Path target, @Nullable Secret passphrase, Existing existing)
            throws IOException {
        return new Restore(disk, target).run(file, passphrase, existing, NOW, UUID.randomUUID());
    }

    private Stores open(Path of) throws IOException {
        Meters meters = new Meters(new SimpleMeterRegistry());
        MvHistory history = MvHistory.open(of.resolve("history.mv"), Retention.DEFAULT, timers, meters);
        KeptSamples samples = KeptSamples.open(
                of.resolve(KeptSamples.FOLDER),
                Map.of("feed.ticks", Metric.Kind.EVENT),
                Duration.ofHours(1),
                disk,
                timers,
                meters);
        JournalOptions options =
                new JournalOptions(of.resolve("journal"), Duration.ofMillis(5), 2 << 20, 1L << 40, 0, 9_000);
        return new Stores(
                FileJournal.open(options, Set.of("fast", "slow"), disk, timers, meters, fact -> {}), samples, history);
    }

    private static void close(Stores open) {
        await(open.journal.close());
        await(open.samples.close());
        await(open.history.close());
    }

    private static List<String> files(Made made) {
        return made.manifest().files().stream().map(Manifest.Entry::name).toList();
    }

    private static List<String> names(Path in) throws IOException {
        try (Stream<Path> all = Files.list(in)) {
            return all.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private static Tick tick(long number) {
        return new QuoteBuilder("deribit", "ETH-" + number % 50, number, number).build();
    }

    private static Mail mail(long number, Mail.State state) {
        return new Mail(
                "m-" + number,
                "i-1",
                "me@example.com",
                "subject",
                "text",
                "html",
                "<" + number + "@example.com>",
                null,
                state,
                1,
                NOW,
                null,
                null,
                null,
                null,
                null);
    }

    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
