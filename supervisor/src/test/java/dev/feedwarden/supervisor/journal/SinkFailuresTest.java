package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.api.sink.SinkException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is done about each kind of failure, and about several batches at a time. */
final class SinkFailuresTest extends SinkStage {

    /** Virtual time may run far ahead of the threads that bring something about: nothing is given up meanwhile. */
    private static final Map<String, Object> UNHURRIED = Map.of("batch_rows", 100, "write_timeout", "100h");

    @Test
    void inFlight_ofMoreThanOne_writesSoManyAtATimeAndNoMore() throws Exception {
        Store store = new Store();
        store.inFlight = 3;
        List<Promise<Void>> answers = new CopyOnWriteArrayList<>();
        store.answer = batch -> pending(answers);
        start("a", store, UNHURRIED);
        accept(1, 1_000);
        eventually("three under way", () -> answers.size() == 3);
        advance(Duration.ofSeconds(5));
        assertThat(store.begun).hasValue(3);
        assertThat(gauge("feedwarden.sink.in_flight")).isEqualTo(3);

        store.answer = batch -> Future.succeededFuture();
        answers.forEach(Promise::complete);
        eventually("all stored", () -> stored("a") == 1_000);
        assertThat(store.sequences()).containsExactlyInAnyOrderElementsOf(numbers(1, 1_000));
    }

    @Test
    void cursor_whileALaterBatchIsStoredFirst_staysBeforeTheHole() throws Exception {
        Store store = new Store();
        store.inFlight = 2;
        Promise<Void> first = Promise.promise();
        store.answer = batch -> batch.rows().get(0).sequence() == 1 ? first.future() : Future.succeededFuture();
        start("a", store, UNHURRIED);
        accept(1, 2_000);
        eventually("three behind the hole", () -> store.batches.size() == 3);
        advance(Duration.ofSeconds(5));
        assertThat(stored("a")).isZero();
        assertThat(store.begun).hasValue(4);

        first.complete();
        eventually("all stored", () -> stored("a") == 2_000);
        assertThat(store.sequences()).containsExactlyInAnyOrderElementsOf(numbers(1, 2_000));
    }

    @Test
    void cursor_thatCannotBeWrittenForLong_keepsNoMoreInMemoryThanItsLimit() throws Exception {
        Store store = new Store();
        store.inFlight = 2;
        start("a", store, Map.of("batch_rows", 100));
        disk.on(FaultyDisk.Call.RENAME, path -> {
            if (path.toString().contains("cursor")) {
                throw new IOException("Input/output error");
            }
        });
        accept(1, 5_000);
        eventually("the limit", () -> store.batches.size() == 4);
        advance(Duration.ofMinutes(2));
        assertThat(store.batches).hasSize(4);

        disk.heal();
        eventually("all stored", () -> stored("a") == 5_000);
        assertThat(store.sequences()).containsExactlyInAnyOrderElementsOf(numbers(1, 5_000));
    }

    @Test
    void lanes_ofLargeBatches_areFewer() {
        assertThat(SinkRunner.lanes(1, 1_000)).isEqualTo(1);
        assertThat(SinkRunner.lanes(20, 1_000)).isEqualTo(8);
        assertThat(SinkRunner.lanes(8, 25_000)).isEqualTo(4);
        assertThat(SinkRunner.lanes(8, 100_000)).isEqualTo(1);
        assertThat(SinkRunner.lanes(0, 1)).isEqualTo(1);
    }

    @Test
    void conflict_isTriedAgainAtOnceAndOpensNoCircuit() throws Exception {
        Store store = new Store();
        AtomicInteger attempts = new AtomicInteger();
        store.answer = batch ->
                attempts.incrementAndGet() <= 20 ? failed(Kind.CONFLICT, "deadlock") : Future.succeededFuture();
        start("a", store, Map.of("batch_rows", 10));
        accept(1, 10);
        eventually("stored", () -> stored("a") == 10);
        assertThat(attempts).hasValue(21);
        assertThat(site.context.faults()).isEmpty();
        assertThat(counter("feedwarden.sink.retries")).isEqualTo(20);
    }

    @Test
    void slow_halvesTheBatchDownToAFloorAndGrowsBack() throws Exception {
        Store store = new Store();
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        AtomicBoolean slow = new AtomicBoolean(true);
        store.answer = batch -> {
            sizes.add(batch.rows().size());
            return slow.get() && batch.rows().size() > 16 ? failed(Kind.SLOW, "timeout") : Future.succeededFuture();
        };
        start("a", store, Map.of("batch_rows", 100));
        accept(1, 100);
        eventually("stored", () -> stored("a") == 100);
        assertThat(sizes).startsWith(100, 50, 25, 16);

        slow.set(false);
        accept(101, 20_000);
        eventually("stored", () -> stored("a") == 20_000);
        assertThat(sizes.get(sizes.size() - 2)).isEqualTo(100);
        assertThat(store.sequences()).isEqualTo(numbers(1, 20_000));
        assertThat(gauge("feedwarden.sink.batch_limit")).isEqualTo(100);
    }

    @Test
    void writeTimeout_countsAsSlow() throws Exception {
        Store store = new Store();
        List<Integer> sizes = new CopyOnWriteArrayList<>();
        store.answer = batch -> {
            sizes.add(batch.rows().size());
            return sizes.size() == 1 ? Promise.<Void>promise().future() : Future.succeededFuture();
        };
        start("a", store, Map.of("batch_rows", 100, "write_timeout", "1s"));
        accept(1, 100);
        eventually("stored", () -> stored("a") == 100);
        assertThat(sizes).startsWith(100, 50);
        assertThat(counter("feedwarden.sink.timeouts")).isEqualTo(1);
    }

    @Test
    void unavailable_fiveTimesInARow_opensTheCircuitForSingleProbes() throws Exception {
        Store store = new Store();
        store.inFlight = 4;
        AtomicInteger underWay = new AtomicInteger();
        AtomicInteger mostUnderWay = new AtomicInteger();
        List<Promise<Void>> answers = new CopyOnWriteArrayList<>();
        store.answer = batch -> failed(Kind.UNAVAILABLE, "connection refused");
        start("a", store, Map.of("batch_rows", 10));
        accept(1, 100);
        eventually("open", () -> gauge("feedwarden.sink.open") == 1);

        store.answer = batch -> {
            mostUnderWay.accumulateAndGet(underWay.incrementAndGet(), Math::max);
            return pending(answers).onComplete(done -> underWay.decrementAndGet());
        };
        for (int probe = 1; probe <= 3; probe++) {
            int number = probe;
            eventually("probe " + probe, () -> answers.size() == number);
            advance(Duration.ofSeconds(10));
            assertThat(answers).hasSize(number);
            answers.get(number - 1).fail(new SinkException(Kind.UNAVAILABLE, "still down"));
        }
        assertThat(mostUnderWay).hasValue(1);
        assertThat(gauge("feedwarden.sink.open")).isEqualTo(1);

        store.answer = batch -> Future.succeededFuture();
        eventually("all stored", () -> stored("a") == 100);
        assertThat(gauge("feedwarden.sink.open")).isZero();
        assertThat(store.sequences()).containsExactlyInAnyOrderElementsOf(numbers(1, 100));
        assertThat(faults("circuit open")).hasSize(1);
    }

    @Test
    void refused_isToldToAPersonAndTriedAgainEveryFiveMinutes() throws Exception {
        Store store = new Store();
        store.answer = batch -> failed(Kind.REFUSED, "relation \"quotes\" does not exist");
        start("a", store, Map.of("batch_rows", 10));
        accept(1, 10);
        eventually("refused", () -> gauge("feedwarden.sink.refused") == 1);
        eventually("told", () -> faults("a person is needed").size() == 1);
        assertThat(store.begun).hasValue(1);
        settle();

        advance(Duration.ofSeconds(290));
        assertThat(store.begun).hasValue(1);
        advance(Duration.ofSeconds(20));
        eventually("the second attempt", () -> store.begun.get() == 2);
        settle();
        advance(Duration.ofSeconds(290));
        assertThat(store.begun).hasValue(2);
        assertThat(stored("a")).isZero();

        store.answer = batch -> Future.succeededFuture();
        eventually("stored", () -> stored("a") == 10);
        assertThat(gauge("feedwarden.sink.refused")).isZero();
        assertThat(gauge("feedwarden.sink.open")).isZero();
    }

    @Test
    void poison_withSeveralInFlight_isSetAsideAndTheRestIsStored() throws Exception {
        Store store = new Store();
        store.inFlight = 3;
        store.answer = batch -> batch.rows().stream().anyMatch(row -> row.sequence() % 97 == 0)
                ? failed(Kind.POISON, "out of range")
                : Future.succeededFuture();
        start("a", store, Map.of("batch_rows", 50));
        accept(1, 1_000);
        eventually("all dealt with", () -> stored("a") == 1_000);
        assertThat(store.sequences())
                .containsExactlyInAnyOrderElementsOf(numbers(1, 1_000).stream()
                        .filter(sequence -> sequence % 97 != 0)
                        .toList());
        assertThat(quarantine("a")).hasSize(10);
    }

    @Test
    void poison_ofEveryTick_isRefusedAfter32AndTheRestStaysInTheJournal() throws Exception {
        Store store = new Store();
        store.answer = batch -> failed(Kind.POISON, "null value in column \"desk\"");
        start("a", store, Map.of("batch_rows", 20));
        accept(1, 200);
        eventually("refused", () -> gauge("feedwarden.sink.refused") == 1);
        eventually("32 passed", () -> stored("a") == 32);
        eventually("told", () -> !faults("a person is needed").isEmpty());
        assertThat(faults("a person is needed")).allMatch(fault -> fault.contains("desk"));

        for (int probe = 0; probe < 3; probe++) {
            settle();
            advance(Duration.ofMinutes(6));
        }
        assertThat(quarantine("a")).hasSize(32);
        assertThat(stored("a")).isEqualTo(32);
        assertThat(gauge("feedwarden.sink.refused")).isEqualTo(1);
        assertThat(faults("circuit open")).hasSize(1);

        store.answer = batch -> Future.succeededFuture();
        eventually("the rest stored", () -> stored("a") == 200);
        assertThat(store.sequences()).isEqualTo(numbers(33, 200));
        assertThat(gauge("feedwarden.sink.refused")).isZero();
    }

    @Test
    void refused_whenAProbeEndsInAConflict_isOver() throws Exception {
        Store store = new Store();
        store.answer = batch -> failed(Kind.REFUSED, "read-only");
        start("a", store, Map.of("batch_rows", 10));
        accept(1, 10);
        eventually("refused", () -> gauge("feedwarden.sink.refused") == 1);

        store.answer = batch -> failed(Kind.CONFLICT, "deadlock");
        eventually("no longer refused", () -> gauge("feedwarden.sink.refused") == 0);
        assertThat(gauge("feedwarden.sink.open")).isZero();
    }

    @Test
    void sink_thatNeverAnswers_slowsNeitherTheFeedNorAnotherSinkAtLoad() throws Exception {
        Store dead = new Store();
        dead.inFlight = 8;
        dead.answer = batch -> Promise.<Void>promise().future();
        Store lively = new Store();
        start("dead", dead, Map.of());
        start("lively", lively, Map.of());
        for (long first = 1; first <= 200_000; first += 10_000) {
            accept(first, first + 9_999);
            long last = first + 9_999;
            eventually("the lively one has all", () -> stored("lively") == last);
        }
        assertThat(lively.sequences()).isEqualTo(numbers(1, 200_000));
        assertThat(journal.status().refused()).isZero();
        assertThat(stored("dead")).isZero();
        assertThat(journal.backlog("dead")).isEqualTo(200_000);
        assertThat(journal.lagSeconds("dead")).isPositive();
        assertThat(journal.lagSeconds("lively")).isZero();
    }

    private static Future<Void> failed(Kind kind, String reason) {
        return Future.failedFuture(new SinkException(kind, reason));
    }

    private static Future<Void> pending(List<Promise<Void>> answers) {
        Promise<Void> answer = Promise.promise();
        answers.add(answer);
        return answer.future();
    }

    /** Lets the circuit become half-open, which is the real clock's business, and the wait for the probe begin. */
    private void settle() throws Exception {
        Promise<Void> later = Promise.promise();
        journals.vertx.setTimer(50, fired -> later.complete());
        Journals.await(later.future());
    }

    private List<String> faults(String part) {
        return site.context.faults().stream()
                .map(fault -> fault.detail())
                .filter(detail -> detail.contains(part))
                .toList();
    }

    private double gauge(String name) {
        return Stream.ofNullable(journals.registry.find(name).tag("sink", "a").gauge())
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }

    private double counter(String name) {
        return journals.registry.get(name).tag("sink", "a").counter().count();
    }
}
