package dev.feedwarden.supervisor.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.api.sink.Snapshots.Loaded;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import dev.feedwarden.supervisor.plugin.Running;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What a restore has left for a sink, at the sink's start. */
final class SnapshotLoadTest extends SinkStage {

    private static final Path FILE = DATA.resolve("snapshots/a.snapshot");

    private final CopiedStore sink = new CopiedStore();

    @Test
    void start_snapshotWaits_isLoadedBeforeTheFirstTickAndThenDeleted() throws Exception {
        leave(FILE);
        Promise<Loaded> loaded = Promise.promise();
        sink.loading = loaded::future;
        start();
        start("lively", new Store(), Map.of());
        offer(1, 10);
        eventually("a sink for which nothing waits has all", () -> stored("lively") == 10);
        assertThat(sink.attempts).hasValue(1);
        assertThat(sink.store.begun).hasValue(0);

        loaded.complete(new Loaded(3, 2, 1, 0));
        eventually("stored", () -> stored("a") == 10);
        assertThat(disk.exists(FILE)).isFalse();
        assertThat(Journals.await(stores.loads()))
                .containsExactly(new SinkStores.Load("a", new Loaded(3, 2, 1, 0), null));
        assertThat(Journals.await(stores.loads()).get(0).told())
                .isEqualTo("sink a: put back 2 keys of 3; 1 were there already, 0 had expired");
    }

    @Test
    void start_storeIsDownForAWhile_isTriedAgainBeforeAnythingIsDelivered() throws Exception {
        leave(FILE);
        sink.loading = () -> sink.attempts.get() < 6
                ? Future.failedFuture("server is down")
                : Future.succeededFuture(new Loaded(3, 3, 0, 0));
        AtomicInteger attemptsBefore = new AtomicInteger();
        sink.store.answer = batch -> {
            attemptsBefore.compareAndSet(0, sink.attempts.get());
            return Future.succeededFuture();
        };
        start();
        offer(1, 10);
        eventually("stored", () -> stored("a") == 10);
        assertThat(attemptsBefore).hasValue(6);
        assertThat(disk.exists(FILE)).isFalse();
        assertThat(site.context.faults()).isEmpty();
    }

    @Test
    void start_storeIsDownForLong_deliversAndLeavesTheFileToTheNextStart() throws Exception {
        leave(FILE);
        sink.loading = () -> Future.failedFuture("server is down");
        Running running = start();
        offer(1, 10);
        eventually("a second attempt", () -> sink.attempts.get() > 1);
        advance(SnapshotLoad.LIMIT);
        eventually("stored", () -> stored("a") == 10);
        assertThat(disk.exists(FILE)).isTrue();
        assertThat(Journals.await(stores.loads()).get(0).error()).isEqualTo("not within 2 minutes: server is down");
        assertThat(faults())
                .containsExactly(
                        "the restored snapshot was not loaded, the next start tries again: not within 2 minutes:"
                                + " server is down");

        Journals.await(running.stop());
        sink.loading = () -> Future.succeededFuture(new Loaded(3, 0, 3, 0));
        start();
        eventually("deleted", () -> !disk.exists(FILE));
    }

    @Test
    void start_attemptThatIsNeverAnswered_holdsUpNobodyForEver() throws Exception {
        leave(FILE);
        Promise<Loaded> late = Promise.promise();
        sink.loading = late::future;
        start();
        offer(1, 10);
        eventually("asked", () -> sink.attempts.get() == 1);
        advance(SnapshotLoad.LIMIT);
        eventually("stored", () -> stored("a") == 10);
        assertThat(disk.exists(FILE)).isTrue();

        late.complete(new Loaded(3, 0, 3, 0));
        eventually("deleted", () -> !disk.exists(FILE));
        assertThat(sink.attempts).hasValue(1);
    }

    @Test
    void start_fileIsRefused_deliversAtOnceAndLeavesIt() throws Exception {
        leave(FILE);
        sink.loading =
                () -> Future.failedFuture(new SinkException(SinkException.Kind.REFUSED, "a.snapshot: it is cut off"));
        start();
        offer(1, 10);
        eventually("stored", () -> stored("a") == 10);
        advance(SnapshotLoad.LIMIT);
        assertThat(sink.attempts).hasValue(1);
        assertThat(disk.exists(FILE)).isTrue();
        assertThat(faults())
                .containsExactly(
                        "the restored snapshot was not loaded, the next start tries again: a.snapshot: it is cut off");
    }

    @Test
    void start_sinkThrows_countsAsFailed() throws Exception {
        leave(FILE);
        sink.loading = () -> {
            if (sink.attempts.get() == 1) {
                throw new IllegalStateException("bug");
            }
            return Future.succeededFuture(new Loaded(3, 3, 0, 0));
        };
        start();
        eventually("deleted", () -> !disk.exists(FILE));
    }

    @Test
    void start_nothingWaits_asksForNothing() throws Exception {
        start();
        offer(1, 10);
        eventually("stored", () -> stored("a") == 10);
        assertThat(sink.attempts).hasValue(0);
        assertThat(Journals.await(stores.loads())).isEmpty();
    }

    @Test
    void start_fileCannotBeDeleted_isToldAndDeliveryGoesOn() throws Exception {
        leave(FILE);
        disk.on(FaultyDisk.Call.DELETE, path -> {
            if (path.toString().endsWith(".snapshot")) {
                throw new IOException("Input/output error");
            }
        });
        start();
        offer(1, 10);
        eventually("stored", () -> stored("a") == 10);
        assertThat(faults()).hasSize(1).first().asString().contains("was loaded and cannot be deleted");
    }

    @Test
    void stop_whileItIsLoaded_endsAtOnceAndLeavesFileAndNoTimer() throws Exception {
        leave(FILE);
        sink.loading = () -> Promise.<Loaded>promise().future();
        Running running = start();
        offer(1, 10);
        eventually("asked", () -> sink.attempts.get() == 1);
        Journals.await(running.stop());
        assertThat(sink.store.closed).hasValue(1);
        assertThat(sink.store.begun).hasValue(0);
        assertThat(disk.exists(FILE)).isTrue();
        assertThat(time.pending()).isZero();
        assertThat(faults()).isEmpty();
        assertThat(stores.sinks()).isEmpty();
    }

    @Test
    void everySinkHasStarted_fileThatNoSinkTakes_staysAndIsToldOf() throws Exception {
        leave(FILE);
        leave(DATA.resolve("snapshots/gone.snapshot"));
        start();
        eventually("deleted", () -> !disk.exists(FILE));
        stores.everySinkHasStarted();

        List<SinkStores.Load> loads = Journals.await(stores.loads());
        assertThat(loads).extracting(SinkStores.Load::sink).containsExactly("a", "gone");
        assertThat(loads.get(1).error()).contains("no sink of this name runs that could take it");
        assertThat(disk.exists(DATA.resolve("snapshots/gone.snapshot"))).isTrue();
        assertThat(stores.sinks()).containsExactly("a");
    }

    private Running start() throws Exception {
        Entry entry = new Entry(Kind.SINK, "a", sink.type(), Settings.of("sinks.a", Map.of()));
        return site.context.onLoop(() -> room.start(entry, sink, site));
    }

    private void leave(Path file) throws IOException {
        disk.createFolders(DATA.resolve(SinkStores.FOLDER));
        disk.open(file).close();
    }

    private List<String> faults() {
        return site.context.faults().stream().map(TestContext.Fault::detail).toList();
    }
}
