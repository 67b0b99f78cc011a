package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Running;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class SinkRoomTest extends SinkStage {

    @Test
    void ticks_ofAnyNumber_reachTheSinkInOrderAndMoveItsCursor() throws Exception {
        Store store = new Store();
        start("a", store, Map.of());
        offer(1, 5_500);

        eventually("all stored", () -> stored("a") == 5_500);
        assertThat(store.sequences()).isEqualTo(numbers(1, 5_500));
        assertThat(store.batches).allMatch(batch -> batch.rows().size() <= 1_000);
    }

    @Test
    void batch_thatIsNotFull_waitsForItsAge() throws Exception {
        Store store = new Store();
        start("a", store, Map.of());
        accept(1, 3);
        advance(Duration.ofMillis(2_900));
        assertThat(store.batches).isEmpty();

        eventually("stored", () -> stored("a") == 3);
        assertThat(store.batches).hasSize(1);
    }

    @Test
    void start_afterAStop_deliversNothingTwiceAndLeavesNothingOut() throws Exception {
        Store store = new Store();
        Running running = start("a", store, Map.of());
        offer(1, 10);
        Journals.await(running.stop());
        assertThat(store.closed).hasValue(1);
        assertThat(stored("a")).isEqualTo(10);

        Journals.await(journal.close());
        reopen();
        start("a", store, Map.of());
        offer(11, 20);
        eventually("the rest stored", () -> stored("a") == 20);
        assertThat(store.sequences()).isEqualTo(numbers(1, 20));
    }

    @Test
    void write_thatFails_isTriedAgainUntilItSucceedsAndHoldsTheCursor() throws Exception {
        Store store = new Store();
        AtomicInteger attempts = new AtomicInteger();
        store.answer = batch ->
                attempts.incrementAndGet() < 8 ? Future.failedFuture("database is down") : Future.succeededFuture();
        start("a", store, Map.of());
        offer(1, 10);
        eventually("three attempts", () -> attempts.get() == 3);
        assertThat(stored("a")).isZero();

        eventually("stored", () -> stored("a") == 10);
        assertThat(store.sequences()).isEqualTo(numbers(1, 10));
        assertThat(site.context.faults()).hasSizeGreaterThanOrEqualTo(7);
    }

    @Test
    void write_thatThrows_countsAsFailed() throws Exception {
        Store store = new Store();
        AtomicInteger attempts = new AtomicInteger();
        store.answer = batch -> {
            if (attempts.incrementAndGet() == 1) {
                throw new IllegalStateException("bug");
            }
            return Future.succeededFuture();
        };
        start("a", store, Map.of());
        offer(1, 10);
        eventually("stored", () -> stored("a") == 10);
    }

    @Test
    void write_thatIsNeverAnswered_isTriedAgainAfterItsTimeout() throws Exception {
        Store store = new Store();
        AtomicInteger attempts = new AtomicInteger();
        Promise<Void> never = Promise.promise();
        store.answer = batch -> attempts.incrementAndGet() == 1 ? never.future() : Future.succeededFuture();
        start("a", store, Map.of("write_timeout", "5s"));
        offer(1, 10);
        eventually("stored", () -> stored("a") == 10);
        assertThat(attempts).hasValue(2);
        never.fail("too late");
        offer(11, 20);
        eventually("the rest stored", () -> stored("a") == 20);
        assertThat(store.sequences()).isEqualTo(numbers(1, 20));
    }

    @Test
    void poison_amongOthers_isSetAsideAloneWithItsReason() throws Exception {
        Store store = new Store();
        Set<Long> poison = Set.of(1L, 500L, 501L, 1_000L);
        store.answer = batch -> batch.rows().stream().anyMatch(row -> poison.contains(row.sequence()))
                ? Future.failedFuture(new SinkException(SinkException.Kind.POISON, "numeric field overflow"))
                : Future.succeededFuture();
        start("a", store, Map.of());
        offer(1, 1_000);
        eventually("all dealt with", () -> stored("a") == 1_000);

        assertThat(store.sequences())
                .isEqualTo(numbers(1, 1_000).stream()
                        .filter(sequence -> !poison.contains(sequence))
                        .toList());
        DayReport day = journal.completeness().all().get(0);
        assertThat(day.stored()).containsExactly(Map.entry("a", 996L));
        assertThat(day.setAside()).containsExactly(Map.entry("a", 4L));
        List<String> lines = quarantine("a");
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1))
                .contains("\"sequence\":500", "numeric field overflow", "\"kind\":\"Quote\"", "\"bid\":500.0")
                .doesNotContain("NaN");
    }

    @Test
    void poison_whenTheQuarantineIsFull_stopsTheSink() throws Exception {
        Store store = new Store();
        store.answer =
                batch -> Future.failedFuture(new SinkException(SinkException.Kind.POISON, "everything is wrong"));
        start("a", store, Map.of("quarantine", "1KiB"));
        offer(1, 100);
        eventually(
                "a fault that says so",
                () -> site.context.faults().stream()
                        .anyMatch(fault -> fault.detail().contains("is full")));
        assertThat(stored("a")).isBetween(1L, 10L);
        assertThat(quarantine("a")).hasSize((int) stored("a"));
    }

    @Test
    void sink_thatHangs_holdsUpNoOther() throws Exception {
        Store dead = new Store();
        dead.answer = batch -> Promise.<Void>promise().future();
        Store lively = new Store();
        start("dead", dead, Map.of());
        start("lively", lively, Map.of());
        offer(1, 3_000);
        eventually("the lively one has all", () -> stored("lively") == 3_000);
        assertThat(stored("dead")).isZero();
        assertThat(journal.status().backlog()).isEqualTo(3_000);
    }

    @Test
    void feeds_whenTheyAreNamed_areTheOnlyOnesThatReachTheSink() throws Exception {
        Store store = new Store();
        start("a", store, Map.of("feeds", List.of("bybit")));
        for (long number = 1; number <= 100; number++) {
            journal.offer(Ticks.of(number % 10 == 0 ? "bybit" : "deribit", number));
        }
        eventually("all passed", () -> stored("a") == 100);
        assertThat(store.sequences())
                .isEqualTo(
                        LongStream.rangeClosed(1, 10).map(i -> i * 10).boxed().toList());
    }

    @Test
    void create_getsItsOwnSettingsOnly() throws Exception {
        Store store = new Store();
        start("a", store, Map.of("feeds", List.of("bybit"), "colour", "blue"));
        assertThat(store.settings.names()).containsExactlyInAnyOrder("colour", "shape");
    }

    @Test
    void start_ofASinkWhoseSiteHangs_cutsTheOldOneOff() throws Exception {
        Store hung = new Store();
        Promise<Void> late = Promise.promise();
        hung.answer = batch -> late.future();
        start("a", hung, Map.of());
        offer(1, 2_000);
        eventually("a batch is under way", () -> hung.begun.get() == 1);

        Store next = new Store();
        start("a", next, Map.of());
        eventually("the new one has all", () -> stored("a") == 2_000);
        late.complete();
        assertThat(next.sequences()).isEqualTo(numbers(1, 2_000));
        advance(Duration.ofSeconds(40));
        assertThat(hung.begun).hasValue(1);
        assertThat(stored("a")).isEqualTo(2_000);
        assertThat(hung.takenOver).hasValue(1);
        assertThat(site.context.faults())
                .extracting(TestContext.Fault::detail)
                .containsExactly("another instance takes over: the one before has not stopped");
    }

    @Test
    void stop_ofASinkThatWasTakenOver_leavesTheNextOneItsGauge() throws Exception {
        Store hung = new Store();
        Running before = start("a", hung, Map.of());
        start("a", new Store(), Map.of());
        Journals.await(before.stop());

        assertThat(hung.takenOver).hasValue(1);
        assertThat(hung.closed).hasValue(1);
        assertThat(journals.registry.find("feedwarden.sink.backlog").gauges()).hasSize(1);
    }

    @Test
    void start_ofASinkThatAnotherPluginRuns_isRefusedUntilThatStops() throws Exception {
        TestSite other = new TestSite("twin", journals.vertx, time, disk);
        Store first = new Store();
        Running running = start("a", first, Map.of());
        Store second = new Store();
        assertThatThrownBy(() -> start("a", second, Map.of(), other))
                .hasMessageContaining("sink 'a' is run by plugin 'store' already");

        offer(1, 10);
        eventually("stored by the first", () -> stored("a") == 10);
        assertThat(first.takenOver).hasValue(0);
        Journals.await(running.stop());
        start("a", second, Map.of(), other);
        offer(11, 20);
        eventually("stored by the second", () -> stored("a") == 20);
        assertThat(second.sequences()).isEqualTo(numbers(11, 20));
    }

    @Test
    void start_thatIsTakenOverWhileItsSinkIsMade_failsAndStoresNothing() throws Exception {
        Store next = new Store();
        Store slow = new Store();
        slow.making =
                () -> room.start(new Entry(Kind.SINK, "a", next.type(), Settings.of("sinks.a", Map.of())), next, site);
        assertThatThrownBy(() -> start("a", slow, Map.of())).hasMessageContaining("taken over while it was made");

        offer(1, 10);
        eventually("stored", () -> stored("a") == 10);
        assertThat(next.sequences()).isEqualTo(numbers(1, 10));
        assertThat(slow.begun).hasValue(0);
        assertThat(slow.closed).hasValue(1);
        assertThat(journals.registry.find("feedwarden.sink.backlog").gauges()).hasSize(1);
    }

    @Test
    void start_whoseProviderThrows_leavesTheIdToOthers() throws Exception {
        Store broken = new Store();
        broken.making = () -> {
            throw new IllegalStateException("no such folder");
        };
        assertThatThrownBy(() -> start("a", broken, Map.of())).hasMessageContaining("no such folder");

        Store next = new Store();
        start("a", next, Map.of(), new TestSite("twin", journals.vertx, time, disk));
        offer(1, 10);
        eventually("stored", () -> stored("a") == 10);
    }

    @Test
    void stop_whileTheSinkFails_doesNotWaitForIt() throws Exception {
        Store store = new Store();
        store.answer = batch -> Future.failedFuture("database is down");
        Running running = start("a", store, Map.of());
        offer(1, 10);
        eventually("a failure", () -> !site.context.faults().isEmpty());

        Journals.await(running.stop());
        assertThat(store.closed).hasValue(1);
        assertThat(stored("a")).isZero();
    }

    @Test
    void stop_calledTwice_answersBothAndLeavesNoTimer() throws Exception {
        Store store = new Store();
        Running running = start("a", store, Map.of());
        offer(1, 10);
        Future<Void> first = running.stop();
        Future<Void> second = running.stop();
        Journals.await(first);
        Journals.await(second);
        assertThat(store.closed).hasValue(1);
        assertThat(time.pending()).isZero();
    }

    @Test
    void cursor_thatCannotBeWritten_isTriedAgainWithoutStoringTwice() throws Exception {
        Store store = new Store();
        start("a", store, Map.of());
        disk.on(FaultyDisk.Call.RENAME, path -> {
            if (path.toString().contains("cursor")) {
                throw new IOException("Input/output error");
            }
        });
        accept(1, 10);
        eventually("stored", () -> store.batches.size() == 1);
        eventually("a failure", () -> !site.context.faults().isEmpty());
        assertThat(stored("a")).isZero();
        disk.heal();
        eventually("the cursor has moved", () -> stored("a") == 10);
        assertThat(store.batches).hasSize(1);
    }
}
