package dev.feedwarden.plugin.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.FreePort;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.LatestQuotes;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.api.sink.Snapshots;
import dev.feedwarden.api.sink.Snapshots.Loaded;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a sink has stored, from a server into a file and back. */
final class RedisSnapshotsTest {

    private static final Path FILE = Path.of("folder", "latest.snapshot");
    private static final String OLD = "journal-that-was-copied";
    private static final String NEW = "journal-that-goes-on";
    private static final long MOST = 1 << 20;
    private static RedisProcess redis;
    private static RawRedis raw;

    private final Vertx vertx = Vertx.vertx();
    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));
    private final FaultyDisk disk = new FaultyDisk();
    private final TestContext context = new TestContext("latest", vertx, timers, disk, Path.of("folder"));
    private Sink sink;

    @BeforeAll
    static void startRedis() throws IOException {
        redis = RedisProcess.start();
        raw = redis.raw();
    }

    @AfterAll
    static void stopRedis() throws IOException {
        raw.close();
        redis.close();
    }

    @BeforeEach
    void open() throws Exception {
        raw.call("FLUSHALL");
        sink = sink(Map.of("uri", redis.uri(), "prefix", "fw:", "ttl", "2h"));
    }

    @AfterEach
    void close() throws Exception {
        context.onLoop(sink::close);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void load_intoAServerThatLostEverything_givesBackValuesTimesAndIndexesAndNothingElse() throws Exception {
        write(OLD, 1, 3_000);
        raw.call("SET", "fw:option:mine", "of somebody else");
        raw.call("SET", "option:deribit:ETH-27NOV26-1-C", "of another prefix");
        Map<String, String> stats = raw.hash("fw:stats:global");
        List<Quote> quotes = latest();
        assertThat(save()).isEqualTo(3_001);
        raw.call("FLUSHALL");

        assertThat(load()).isEqualTo(new Loaded(3_001, 3_001, 0, 0));
        assertThat(raw.hash("fw:stats:global")).isEqualTo(stats);
        assertThat(latest()).hasSize(3_000).containsExactlyInAnyOrderElementsOf(quotes);
        assertThat((Long) raw.call("TTL", "fw:" + option(1))).isBetween(7_100L, 7_200L);
        assertThat((Long) raw.call("TTL", "fw:stats:global")).isEqualTo(-1);
        assertThat((Long) raw.call("DBSIZE")).isEqualTo(3_002); // with the index
    }

    @Test
    void load_keysThatAreThere_stayAndTheOthersCanBeReadBackBesideThem() throws Exception {
        write(OLD, 1, 10);
        save();
        raw.call("FLUSHALL");
        context.onLoop(sink::close);
        sink = sink(Map.of("uri", redis.uri(), "prefix", "fw:", "ttl", "2h"));
        Quote newer = quote(3, 99);
        write(NEW, 1, newer);

        assertThat(load()).isEqualTo(new Loaded(11, 9, 2, 0));
        assertThat(latest()).hasSize(10).contains(newer).doesNotContain(quote(3, 3));
        assertThat(raw.hash("fw:stats:global")).containsEntry("quotes", "1").containsEntry("journal", NEW);
        assertThat(load()).isEqualTo(new Loaded(11, 0, 11, 0));
    }

    @Test
    void load_afterAWhile_leavesOutWhatHasExpiredAndLetsNothingStayLonger() throws Exception {
        write(OLD, 1, 5);
        raw.call("PEXPIRE", "fw:" + option(1), "3000000");
        save();
        raw.call("FLUSHALL");
        timers.advance(Duration.ofMinutes(90));

        assertThat(load()).isEqualTo(new Loaded(6, 5, 0, 1));
        assertThat((Long) raw.call("EXISTS", "fw:" + option(1))).isZero();
        assertThat((Long) raw.call("TTL", "fw:" + option(2))).isBetween(1_700L, 1_800L);
        raw.call("FLUSHALL");
        context.onLoop(sink::close);
        sink = sink(Map.of("uri", redis.uri(), "prefix", "other:", "ttl", "1m"));
        load();
        assertThat((Long) raw.call("TTL", "other:" + option(2))).isBetween(1L, 60L);
    }

    @Test
    void write_afterALoad_skipsWhatTheCopiedJournalHadStoredAndNothingOfTheOneThatGoesOn() throws Exception {
        write(OLD, 1, 10);
        save();
        write(OLD, 11, 20);
        raw.call("FLUSHALL");
        load();
        write(OLD, 8, 12);
        assertThat(raw.hash("fw:stats:global")).containsEntry("quotes", "12").containsEntry("quotes:deribit", "12");

        Quote newer = quote(4, 99);
        write(NEW, 4, newer);
        assertThat(latest()).contains(newer);
        assertThat(raw.hash("fw:stats:global")).containsEntry("quotes", "13").containsEntry("sequence", "4");
    }

    @Test
    void save_amongWrites_isOfTheMomentBetweenTwo() throws Exception {
        empty();
        context.onLoop(() -> {
            sink.write(batch(OLD, 1, quote(1, 1), quote(2, 1)));
            Future<Long> saved = ((Snapshots) sink).save(FILE, MOST);
            Future<Void> written = sink.write(batch(OLD, 3, quote(1, 2), quote(3, 2)));
            return saved.compose(keys -> written);
        });
        raw.call("FLUSHALL");
        load();

        assertThat(raw.hash("fw:stats:global")).containsEntry("sequence", "2").containsEntry("quotes", "2");
        assertThat(latest()).containsExactlyInAnyOrder(quote(1, 1), quote(2, 1));
    }

    @Test
    void load_fileThatIsCutChangedOrNoneOfOurs_isRefusedAndChangesNothing() throws Exception {
        write(OLD, 1, 5);
        save();
        raw.call("FLUSHALL");
        byte[] whole = content();
        for (int length = 0; length < whole.length; length++) {
            content(Arrays.copyOf(whole, length));
            assertThat(failure(this::load).kind()).as("of %s bytes", length).isEqualTo(SinkException.Kind.REFUSED);
        }
        byte[] changed = whole.clone();
        changed[whole.length / 2] ^= 1;
        content(changed);
        assertThat(failure(this::load)).hasMessageContaining("latest.snapshot: it was changed");
        content(Arrays.copyOf(whole, whole.length + 1));
        assertThat(failure(this::load)).hasMessageContaining("latest.snapshot: it was changed");
        content("REDIS0011 of somebody else".getBytes(StandardCharsets.US_ASCII));
        assertThat(failure(this::load)).hasMessageContaining("no copy of a Redis store");
        try (CopyWriter writer = new CopyWriter(emptyDisk(), FILE, MOST)) {
            writer.add(List.of(new CopyEntry("session:of-somebody", 0, Buffer.buffer("x"))));
            writer.finish();
        }
        assertThat(failure(this::load)).hasMessageContaining("a key that no sink of this kind writes");
        assertThat((Long) raw.call("DBSIZE")).isZero();

        content(whole);
        assertThat(load().put()).isEqualTo(6);
    }

    @Test
    void save_thatWouldTakeMoreThanItMay_fails() throws Exception {
        write(OLD, 1, 100);
        empty();
        assertThat(failure(() -> context.onLoop(() -> ((Snapshots) sink).save(FILE, 500))))
                .hasMessageContaining("more than the 500 bytes");
        write(OLD, 101, 102);
        assertThat(raw.hash("fw:stats:global")).containsEntry("quotes", "102");
    }

    @Test
    void load_serverKilledOnTheWay_failsAndIsWholeOnceItIsTriedAgain() throws Exception {
        write(OLD, 1, 2_000);
        save();
        int port = FreePort.find();
        context.onLoop(sink::close);
        sink = sink(Map.of("uri", "redis://127.0.0.1:" + port, "reply_timeout", "1m", "prefix", "fw:", "ttl", "2h"));
        try (RedisProcess first = RedisProcess.start(port);
                RawRedis paused = first.raw()) {
            paused.call("CLIENT", "PAUSE", "60000", "WRITE");
            Future<Loaded> loaded = context.getOnLoop(() -> ((Snapshots) sink).load(FILE));
            first.kill();
            assertThat(failure(() -> context.onLoop(() -> loaded)).kind()).isEqualTo(SinkException.Kind.UNAVAILABLE);
        }
        try (RedisProcess second = RedisProcess.start(port);
                RawRedis after = second.raw()) {
            context.onLoop(() -> ((Snapshots) sink).load(FILE).recover(broken -> ((Snapshots) sink).load(FILE)));
            assertThat((Long) after.call("DBSIZE")).isEqualTo(2_002);
            context.onLoop(sink::close);
        }
    }

    @Test
    void save_serverFallsSilentOnTheWay_isSlow() throws Exception {
        context.onLoop(sink::close);
        empty();
        try (ScriptedServer server = new ScriptedServer(command -> command.startsWith("SCAN")
                ? "*2\r\n$1\r\n0\r\n*1\r\n$" + option(1).length() + "\r\n" + option(1)
                : command.startsWith("DUMP") ? null : "+OK")) {
            sink = sink(Map.of("uri", server.uri()));
            Future<Long> saved = context.getOnLoop(() -> ((Snapshots) sink).save(FILE, MOST));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (server.commands().stream().noneMatch(command -> command.startsWith("DUMP"))) {
                assertThat(System.nanoTime()).isLessThan(end);
                context.onLoop(() -> Future.succeededFuture());
            }
            context.getOnLoop(() -> {
                timers.advance(Duration.ofSeconds(1));
                return true;
            });
            assertThat(failure(() -> context.onLoop(() -> saved)).kind()).isEqualTo(SinkException.Kind.SLOW);
            context.onLoop(sink::close);
        }
    }

    private Sink sink(Map<String, ?> values) throws Exception {
        RedisSinkProvider provider = new RedisSinkProvider();
        Settings settings = Settings.of("sinks.latest", values).withDefaults(provider.settings());
        return context.getOnLoop(() -> provider.create(settings, context));
    }

    private long save() throws Exception {
        empty();
        return context.onLoop(() -> ((Snapshots) sink).save(FILE, MOST));
    }

    private Loaded load() throws Exception {
        return context.onLoop(() -> ((Snapshots) sink).load(FILE));
    }

    private List<Quote> latest() throws Exception {
        return context.onLoop(() -> ((LatestQuotes) sink).latest("ETH"));
    }

    private void write(String journal, long first, long last) throws Exception {
        List<Quote> quotes = new ArrayList<>();
        for (long i = first; i <= last; i++) {
            quotes.add(quote(i, i));
        }
        write(journal, first, quotes.toArray(Quote[]::new));
    }

    private void write(String journal, long first, Quote... quotes) throws Exception {
        context.onLoop(() -> sink.write(batch(journal, first, quotes)));
    }

    private static Batch batch(String journal, long first, Quote... quotes) {
        List<Batch.Row> rows = new ArrayList<>();
        for (Quote quote : quotes) {
            rows.add(new Batch.Row(first + rows.size(), quote));
        }
        return new Batch(journal, rows);
    }

    private static String option(long strike) {
        return "option:deribit:ETH-27NOV26-" + strike + "-C";
    }

    private static Quote quote(long strike, long time) {
        return new QuoteBuilder("deribit", "ETH-27NOV26-" + strike + "-C", time * 1_000, time * 1_000 + 7)
                .bid((double) time / 3)
                .build();
    }

    private void empty() throws IOException {
        emptyDisk();
    }

    /** With the file that whoever asks for a copy has made. */
    private Disk emptyDisk() throws IOException {
        disk.createFolders(FILE.getParent());
        disk.delete(FILE);
        disk.open(FILE).close();
        return disk;
    }

    private byte[] content() throws IOException {
        try (Disk.File file = disk.openToRead(FILE)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
            file.read(bytes, 0);
            return bytes.array();
        }
    }

    private void content(byte[] bytes) throws IOException {
        try (Disk.File file = emptyDisk().open(FILE)) {
            file.write(ByteBuffer.wrap(bytes), 0);
        }
    }

    private static SinkException failure(Callable<?> call) {
        Throwable failure = catchThrowable(call::call);
        assertThat(failure).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(SinkException.class);
        return (SinkException) failure.getCause();
    }
}
