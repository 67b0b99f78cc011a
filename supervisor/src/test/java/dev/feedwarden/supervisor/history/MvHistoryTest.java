package dev.feedwarden.supervisor.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.supervisor.history.History.Resumption;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MvHistoryTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ManualTimers timers = new ManualTimers(Rows.NOON);

    @TempDir
    private Path folder;

    private Path file;
    private MvHistory history;

    @BeforeEach
    void open() {
        file = folder.resolve("data/history.db");
        history = open(Retention.DEFAULT);
    }

    @AfterEach
    void close() throws Exception {
        await(history.close());
    }

    @Test
    void resume_afterReopening_findsWhatIsOpen() throws Exception {
        await(history.commit(Rows.whole(1)));
        await(history.commit(new Transaction(
                List.of(),
                List.of(Rows.incident(1, true), Rows.incident(2, false)),
                List.of(
                        Rows.mail(1, Mail.State.SENT),
                        Rows.mail(2, Mail.State.SENDING),
                        Rows.mail(3, Mail.State.UNKNOWN),
                        Rows.mail(4, Mail.State.KEPT)),
                List.of(Rows.ladder("stream-1", 2)),
                List.of(Rows.silence(1, true), Rows.silence(2, false)))));
        reopen(Retention.DEFAULT);

        Resumption resumption = await(history.resume());

        assertThat(resumption.open()).containsExactly(Rows.incident(2, false));
        assertThat(resumption.unsettled())
                .containsExactly(Rows.mail(2, Mail.State.SENDING), Rows.mail(3, Mail.State.UNKNOWN));
        assertThat(resumption.ladders()).containsExactly(Rows.ladder("stream-1", 2));
        assertThat(resumption.silences()).containsExactly(Rows.silence(2, false));
        assertThat(resumption.nextSilence()).isEqualTo(3);
        assertThat(resumption.nextIncident()).isEqualTo(3);
        assertThat(resumption.nextMail()).isEqualTo(5);
        assertThat(history.setAside()).isNull();
    }

    @Test
    void copy_whileCommitsCome_isWholeAndHoldsWhatWasCommittedBefore() throws Exception {
        for (int number = 1; number <= 20; number++) {
            await(history.commit(Rows.whole(number)));
        }
        Path zip = folder.resolve("copy.zip");
        List<Future<Void>> after = new ArrayList<>();
        Future<Void> copied = history.copy(zip);
        for (int number = 21; number <= 60; number++) {
            after.add(history.commit(Rows.whole(number)));
        }
        await(copied);
        await(Future.all(after));

        Path copy = unzip(zip);
        HistorySummary summary = HistoryCopy.read(copy);
        assertThat(summary.incidents()).isEqualTo(20);
        assertThat(HistoryCopy.read(copy)).isEqualTo(summary);
        await(history.copy(zip));
        HistorySummary later = HistoryCopy.read(unzip(zip));
        assertThat(later.incidents()).isEqualTo(60);
        assertThat(later.rows()).isNotEqualTo(summary.rows());
    }

    @Test
    void skipNumbers_ofACopy_givesNoNumberThatTheOriginalGives() throws Exception {
        await(history.commit(Rows.whole(7)));
        await(history.close());
        HistorySummary before = HistoryCopy.read(file);
        HistoryCopy.skipNumbers(file, 100_000);
        assertThat(HistoryCopy.read(file)).isEqualTo(before);

        history = open(Retention.DEFAULT);
        Resumption resumption = await(history.resume());
        assertThat(resumption.nextIncident()).isEqualTo(100_008);
        assertThat(resumption.nextMail()).isEqualTo(100_008);
        await(history.commit(Rows.whole(100_008)));
        assertThat(await(history.resume()).nextMail()).isEqualTo(100_009);
    }

    @Test
    void read_copyThatIsDamagedOrInUse_isRefusedAndLeftAsItIs() throws Exception {
        assertThatThrownBy(() -> HistoryCopy.read(file))
                .isInstanceOf(HistoryException.class)
                .hasMessageContaining("cannot be opened");
        Path damaged = Files.write(folder.resolve("damaged.mv"), new byte[20_000]);
        assertThatThrownBy(() -> HistoryCopy.read(damaged)).isInstanceOf(HistoryException.class);
        assertThat(damaged).hasSize(20_000);
    }

    private Path unzip(Path zip) throws Exception {
        Path copy = folder.resolve("copy.mv");
        try (var in = new ZipInputStream(Files.newInputStream(zip))) {
            assertThat(in.getNextEntry()).isNotNull();
            Files.copy(in, copy, StandardCopyOption.REPLACE_EXISTING);
            assertThat(in.getNextEntry()).isNull();
        }
        return copy;
    }

    @Test
    void newest_openAndSettledMixed_areInOneOrder() throws Exception {
        await(history.commit(new Transaction(
                List.of(),
                List.of(Rows.incident(1, false), Rows.incident(2, true), Rows.incident(3, false)),
                List.of(Rows.mail(1, Mail.State.SENT), Rows.mail(2, Mail.State.PENDING)),
                List.of(),
                List.of())));

        assertThat(await(history.incidents(2))).extracting(Incident::id).containsExactly("i-3", "i-2");
        assertThat(await(history.mails(9))).extracting(Mail::id).containsExactly("m-2", "m-1");
    }

    @Test
    void changes_ofASpan_areOrderedByTimeAndKeepEqualTimes() throws Exception {
        for (int second : new int[] {5, 1, 3, 3, 9}) {
            await(history.commit(
                    new Transaction(List.of(Rows.change(second)), List.of(), List.of(), List.of(), List.of())));
        }

        assertThat(await(history.changes(Rows.NOON.plusSeconds(1), Rows.NOON.plusSeconds(9), 10)))
                .containsExactly(Rows.change(1), Rows.change(3), Rows.change(3), Rows.change(5));
        assertThat(await(history.changes(Rows.NOON, Rows.NOON.plusSeconds(99), 1)))
                .containsExactly(Rows.change(1));
    }

    @Test
    void commit_oneRowThatCannotBeWritten_leavesNothing() throws Exception {
        await(history.commit(Rows.whole(1)));
        Mail broken = new Mail(
                "x",
                "i-2",
                "a@b",
                "s",
                "t",
                "h",
                "<m>",
                null,
                Mail.State.PENDING,
                0,
                Rows.NOON,
                null,
                null,
                null,
                null);
        Transaction half = new Transaction(
                List.of(Rows.change(2)), List.of(Rows.incident(2, false)), List.of(broken), List.of(), List.of());

        assertThatThrownBy(() -> await(history.commit(half)))
                .hasRootCauseMessage("id must be 'm-' and a number, found 'x'");

        assertThat(await(history.incidents(9))).containsExactly(Rows.incident(1, false));
        assertThat(await(history.changes(Rows.NOON, Rows.NOON.plusSeconds(9), 9)))
                .containsExactly(Rows.change(1));
        await(history.commit(Rows.whole(3)));
        reopen(Retention.DEFAULT);
        assertThat(await(history.incidents(9))).extracting(Incident::id).containsExactly("i-3", "i-1");
    }

    @Test
    void retention_overTheLimit_takesTheOldestAndKeepsTheOpen() throws Exception {
        reopen(new Retention(Retention.DEFAULT.keep(), 2, 3, 2, 20, 1));
        for (int i = 1; i <= 5; i++) {
            await(history.commit(new Transaction(
                    List.of(Rows.change(i)),
                    List.of(Rows.incident(i, i != 1)),
                    List.of(Rows.mail(i, i == 2 ? Mail.State.UNKNOWN : Mail.State.SENT)),
                    List.of(),
                    List.of())));
        }

        assertThat(await(history.incidents(9))).extracting(Incident::id).containsExactly("i-5", "i-4", "i-1");
        assertThat(await(history.mails(9))).extracting(Mail::id).containsExactly("m-5", "m-4", "m-2");
        assertThat(await(history.changes(Rows.NOON, Rows.NOON.plusSeconds(9), 9)))
                .containsExactly(Rows.change(3), Rows.change(4), Rows.change(5));
    }

    @Test
    void retention_timePasses_forgetsWhatWasOverAndKeepsTheOpenAndTheNextNumbers() throws Exception {
        reopen(Retention.of(Duration.ofDays(100)));
        await(history.commit(new Transaction(
                List.of(Rows.change(1)),
                List.of(Rows.incident(1, false), Rows.incident(2, true), Rows.incident(3, true)),
                List.of(Rows.mail(1, Mail.State.SENT), Rows.mail(2, Mail.State.PENDING), Rows.mail(3, Mail.State.DEAD)),
                List.of(),
                List.of(Rows.silence(1, true), Rows.silence(2, false)))));

        timers.advance(Duration.ofDays(100));
        assertThat(await(history.incidents(9))).hasSize(3);
        timers.advance(Duration.ofHours(1));

        assertThat(await(history.incidents(9))).extracting(Incident::id).containsExactly("i-3", "i-1");
        assertThat(await(history.mails(9))).extracting(Mail::id).containsExactly("m-3", "m-2");
        assertThat(await(history.silences(9))).extracting(Silence::id).containsExactly("s-2");
        assertThat(await(history.changes(Rows.NOON, Rows.NOON.plusSeconds(9), 9)))
                .isEmpty();
        assertThat(registry.get("feedwarden.history.forgotten").counter().count())
                .isEqualTo(4);
        assertThat(await(history.resume()).nextIncident())
                .as("the newest stays, so that no number is given twice")
                .isEqualTo(4);
        reopen(Retention.of(Duration.ofDays(100)));
        assertThat(await(history.incidents(9))).extracting(Incident::id).containsExactly("i-3", "i-1");
    }

    @Test
    void retention_openWhenTheProgramStarts_forgetsWhatGrewOldMeanwhile() throws Exception {
        reopen(Retention.of(Duration.ofDays(100)));
        List<Incident> many = IntStream.rangeClosed(1, 2_500)
                .mapToObj(number -> Rows.incident(number, true))
                .toList();
        await(history.commit(new Transaction(List.of(), many, List.of(), List.of(), List.of())));
        await(history.close());
        timers.advance(Duration.ofDays(101));

        history = open(Retention.of(Duration.ofDays(100)));

        // each call waits for a thousand to go at the most
        assertThat(await(history.incidents(9_999))).hasSize(1_000);
        assertThat(await(history.incidents(9_999))).hasSize(500);
        assertThat(await(history.incidents(9))).extracting(Incident::id).containsExactly("i-2500");
    }

    @Test
    void retention_endsLate_isKeptFromItsEndOn() throws Exception {
        reopen(Retention.of(Duration.ofDays(100)));
        Incident open = Rows.incident(1, false);
        await(history.commit(
                new Transaction(List.of(), List.of(open, Rows.incident(2, false)), List.of(), List.of(), List.of())));
        timers.advance(Duration.ofDays(150));
        Incident over = new Incident(
                open.id(),
                open.rule(),
                open.subject(),
                open.level(),
                open.opened(),
                timers.now(),
                open.mailed(),
                null,
                open.thread(),
                open.attention(),
                open.timeline());
        await(history.commit(new Transaction(List.of(), List.of(over), List.of(), List.of(), List.of())));
        timers.advance(Duration.ofDays(99));
        assertThat(await(history.incident("i-1"))).contains(over);

        timers.advance(Duration.ofDays(2));

        assertThat(await(history.incident("i-1"))).isEmpty();
        assertThat(await(history.incident("i-2"))).isPresent();
        assertThat(await(history.incident("i-02"))).isEmpty();
        assertThat(await(history.incident("../i-2"))).isEmpty();
    }

    @Test
    void ladder_thatIsWellAndRemembersNothing_isTakenOut() throws Exception {
        await(history.commit(Rows.whole(1)));
        LadderState rest = new LadderState(
                "silence", "stream-1", "feed", 0, 0, Rows.NOON, List.of(), null, Rows.NOON.plusSeconds(1), null);

        await(history.commit(new Transaction(List.of(), List.of(), List.of(), List.of(rest), List.of())));

        assertThat(await(history.resume()).ladders()).isEmpty();
    }

    @Test
    void ladders_overTheLimit_stayBounded() throws Exception {
        reopen(new Retention(Retention.DEFAULT.keep(), 1, 1, 1, 20, 1));
        List<LadderState> ladders =
                IntStream.range(0, 50).mapToObj(i -> Rows.ladder("s" + i, 1)).toList();

        await(history.commit(new Transaction(List.of(), List.of(), List.of(), ladders, List.of())));

        assertThat(await(history.resume()).ladders()).hasSizeBetween(10, 20);
    }

    @Test
    void answers_toACallOnAnEventLoop_comeOnThatLoop() throws Exception {
        Vertx vertx = Vertx.vertx();
        try {
            Context context = vertx.getOrCreateContext();
            CompletableFuture<Context> seen = new CompletableFuture<>();
            context.runOnContext(v -> history.commit(Rows.whole(1))
                    .compose(done -> history.resume())
                    .onComplete(done -> seen.complete(Vertx.currentContext())));

            assertThat(seen.get(60, TimeUnit.SECONDS)).isSameAs(context);
        } finally {
            await(vertx.close());
        }
    }

    @Test
    void calls_moreThanTheQueueHolds_failAtOnceAndAreCounted() throws Exception {
        List<Future<Void>> commits = new ArrayList<>();
        for (int i = 1; i <= 3_000; i++) {
            commits.add(history.commit(Rows.whole(i)));
        }
        long done = 0;
        for (Future<Void> commit : commits) {
            try {
                await(commit);
                done++;
            } catch (Exception refused) {
                assertThat(refused).hasMessageContaining("commit refused, 1024 calls wait already");
            }
        }

        assertThat(done).isBetween(1_024L, 2_999L);
        assertThat(registry.get("feedwarden.history.rejected").counter().count())
                .isEqualTo((double) (3_000 - done));
        assertThat(await(history.resume()).open()).hasSize((int) done);
    }

    @Test
    void open_damagedFile_isSetAsideAndTheStoreStartsEmpty() throws Exception {
        await(history.commit(Rows.whole(1)));
        await(history.close());
        byte[] garbage = new byte[20_000];
        Arrays.fill(garbage, (byte) 'x');
        Files.write(file, garbage);

        history = open(Retention.DEFAULT);

        assertThat(history.setAside()).isEqualTo(folder.resolve("data/history.db.damaged-1"));
        assertThat(history.setAside()).hasBinaryContent(garbage);
        assertThat(await(history.resume()).open()).isEmpty();
        await(history.commit(Rows.whole(1)));
    }

    @Test
    void open_tornTail_keepsTheRest() throws Exception {
        await(history.commit(Rows.whole(1)));
        await(history.close());
        Files.write(file, new byte[] {1, 2, 3, 4, 5}, StandardOpenOption.APPEND);

        history = open(Retention.DEFAULT);

        assertThat(history.setAside()).isNull();
        assertThat(await(history.resume()).open()).containsExactly(Rows.incident(1, false));
    }

    @Test
    void open_fileInUse_saysSo() {
        assertThatThrownBy(() -> open(Retention.DEFAULT))
                .isInstanceOf(HistoryException.class)
                .hasMessage(file + ": in use by another process");
    }

    @Test
    void commit_afterClose_fails() throws Exception {
        await(history.close());

        assertThatThrownBy(() -> await(history.commit(Rows.whole(1))))
                .hasMessageContaining("commit refused, the history is closed");
        history = open(Retention.DEFAULT);
    }

    @Test
    void file_manyRewrites_staysBounded() throws Exception {
        for (int i = 1; i <= 4_000; i++) {
            await(history.commit(Rows.whole(i % 50)));
        }

        assertThat(Files.size(file)).isLessThan(4_000_000);
    }

    private void reopen(Retention retention) throws Exception {
        await(history.close());
        history = open(retention);
    }

    private MvHistory open(Retention retention) {
        return MvHistory.open(file, retention, timers, new Meters(registry));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
