package dev.feedwarden.plugin.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Secret;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.sink.SinkException;
import dev.feedwarden.api.sink.SinkException.Kind;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the sink makes of every fault of a database, and that nothing is lost or doubled by it. */
final class PostgresFaultsIT {

    private static final long PATIENCE_SECONDS = 60;

    private static Server server;

    @TempDir
    private Path folder;

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));
    private final PostgresSinkProvider provider = new PostgresSinkProvider();
    private Vertx vertx;
    private TestContext context;

    @BeforeAll
    static void startServer() throws Exception {
        server = Server.start("fsync = off", "deadlock_timeout = 100ms");
    }

    @AfterAll
    static void stopServer() throws Exception {
        server.close();
    }

    @BeforeEach
    void open() throws Exception {
        vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1));
        context = new TestContext("db", vertx, timers, new FaultyDisk(), folder);
        server.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    }

    @AfterEach
    void close() throws Exception {
        await(vertx.close());
    }

    @Test
    void write_sameInstrumentAndTime_storesEachTick() throws Exception {
        write(sink(), Ticks.quotes(1, 5));

        assertThat(stored()).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(server.query("SELECT count(DISTINCT (instrument, exchange_time)) FROM eth_option_quotes"))
                .containsExactly("1");
        assertThat(server.query("SELECT bid::text || coalesce(ask::text, ' NULL') || ' ' || (exchange_time AT TIME ZONE"
                        + " 'UTC')::text FROM eth_option_quotes WHERE sequence = 5"))
                .containsExactly("0.05 NULL 2026-01-02 03:04:05");
    }

    @Test
    void database_thatIsNotThereAtTheStart_isWaitedFor() throws Exception {
        server.crash();
        Sink sink;
        try {
            sink = sink();
            assertFails(sink, Ticks.quotes(1, 3), Kind.UNAVAILABLE, "");
        } finally {
            server.start();
        }

        write(sink, Ticks.quotes(1, 3));
        assertThat(stored()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void database_thatCrashesInABatch_hasEachTickOnceAfterTheReplay() throws Exception {
        Sink sink = sink();
        write(sink, Ticks.quotes(1, 3));
        CompletableFuture<Void> written;
        try (Connection locker = lock()) {
            written = begin(sink, Ticks.quotes(4, 6));
            server.await("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            server.crash();
            assertFailed(written, Kind.UNAVAILABLE, "");
            assertThat(locker.isValid(1)).isFalse();
        } finally {
            server.start();
        }

        write(sink, Ticks.quotes(4, 6));
        assertThat(stored()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void commit_whoseAnswerIsLost_isRepeatedWithoutEffect() throws Exception {
        try (Proxy proxy = new Proxy(vertx, server.port())) {
            Sink sink = sink(Map.of("uri", "postgresql://postgres@127.0.0.1:" + proxy.port() + "/postgres"));
            write(sink, Ticks.quotes(1, 3));
            proxy.mode(Proxy.Mode.CUT_WHEN_ANSWERED);
            assertFails(sink, Ticks.quotes(4, 6), Kind.UNAVAILABLE, "");
            assertThat(stored()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);

            proxy.mode(Proxy.Mode.PASS);
            write(sink, Ticks.quotes(4, 6));
            write(sink, Ticks.quotes(6, 7));
            assertThat(stored()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
        }
    }

    @Test
    void answer_thatDoesNotCome_closesTheConnectionAndIsSlow() throws Exception {
        try (Proxy proxy = new Proxy(vertx, server.port())) {
            Sink sink = sink(Map.of("uri", "postgresql://postgres@127.0.0.1:" + proxy.port() + "/postgres"));
            write(sink, Ticks.quotes(1, 3));
            assertThat(proxy.open()).isEqualTo(1);
            proxy.mode(Proxy.Mode.SILENT);
            CompletableFuture<Void> written = begin(sink, Ticks.quotes(4, 6));
            server.await("SELECT 1 FROM eth_option_quotes WHERE sequence = 6");
            context.getOnLoop(() -> {
                timers.advance(Duration.ofSeconds(17));
                return true;
            });
            assertFailed(written, Kind.SLOW, "no answer within 17000 ms, connection closed");
            server.await("SELECT 1 WHERE NOT EXISTS (SELECT FROM pg_stat_activity WHERE application_name ="
                    + " 'feedwarden')");
            assertThat(proxy.open()).isZero();

            proxy.mode(Proxy.Mode.PASS);
            write(sink, Ticks.quotes(4, 6));
            assertThat(stored()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L);
            assertThat(timers.pending()).isZero();
        }
    }

    @Test
    void statement_thatTakesTooLong_isGivenUpByTheServerAndIsSlow() throws Exception {
        Sink sink = sink(Map.of("uri", server.uri(), "statement_timeout", "2s"));
        write(sink, Ticks.quotes(1, 1));
        onInsert("PERFORM pg_sleep(60)");

        assertFails(sink, Ticks.quotes(2, 3), Kind.SLOW, "57014 ");
        server.execute("DROP TRIGGER fault ON eth_option_quotes");
        write(sink, Ticks.quotes(2, 3));
        assertThat(stored()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void deadlock_isAConflict() throws Exception {
        Sink sink = sink();
        write(sink, Ticks.quotes(1, 1));
        // Holds one lock until the other session waits for it, then wants the one which that session holds.
        onInsert("PERFORM pg_advisory_xact_lock(2);"
                + " WHILE NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND objid = 2 AND NOT granted)"
                + " LOOP PERFORM pg_sleep(0.01); END LOOP; PERFORM pg_advisory_xact_lock(1)");
        try (Connection other = server.connect();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SET deadlock_timeout = '1h'; SELECT pg_advisory_xact_lock(1)");
            CompletableFuture<Void> written = begin(sink, Ticks.quotes(2, 3));
            server.await("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = 2 AND granted");
            statement.execute("SELECT pg_advisory_xact_lock(2)");

            assertFailed(written, Kind.CONFLICT, "40P01 ");
            other.rollback();
        }
        server.execute("DROP TRIGGER fault ON eth_option_quotes");
        write(sink, Ticks.quotes(2, 3));
        assertThat(stored()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void readOnly_isUnavailableUntilANewConnectionTakesWrites() throws Exception {
        write(sink(), Ticks.quotes(1, 1));
        server.execute("DROP ROLE IF EXISTS failover; CREATE ROLE failover LOGIN SUPERUSER;"
                + " ALTER ROLE failover SET default_transaction_read_only = on");
        Sink sink = sink(Map.of("uri", server.uri("failover"), "connection", "failover"));
        assertFails(sink, Ticks.quotes(2, 3), Kind.UNAVAILABLE, "25006 ");

        server.execute("ALTER ROLE failover RESET default_transaction_read_only");
        write(sink, Ticks.quotes(2, 3));
        assertThat(stored()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void fullDisk_isUnavailable() throws Exception {
        Sink sink = sink();
        write(sink, Ticks.quotes(1, 1));
        onInsert("RAISE EXCEPTION 'No space left on device' USING ERRCODE = '53100'");

        assertFails(sink, Ticks.quotes(2, 3), Kind.UNAVAILABLE, "53100 No space left on device");
    }

    @Test
    void missingTable_isRefusedAndNotMadeAnew() throws Exception {
        Sink sink = sink();
        write(sink, Ticks.quotes(1, 1));
        server.execute("ALTER TABLE eth_option_quotes RENAME TO away");

        String reason =
                "42P01 relation \"eth_option_quotes\" does not exist: create the table, or have it created by: ";
        assertFails(sink, Ticks.quotes(2, 3), Kind.REFUSED, reason);
        assertFails(sink(), Ticks.quotes(2, 3), Kind.REFUSED, reason);
        server.execute("ALTER TABLE away RENAME TO eth_option_quotes");
        write(sink, Ticks.quotes(2, 3));
        assertThat(stored()).containsExactly(1L, 2L, 3L);
    }

    @Test
    void missingTable_whoseAdviceIsFollowed_isMadeAgainWithoutARestart() throws Exception {
        server.execute("DROP SCHEMA IF EXISTS market CASCADE; CREATE SCHEMA market");
        Sink sink = sink(Map.of("uri", server.uri(), "table", "market.quotes"));
        write(sink, Ticks.quotes(1, 1));
        write(sink, Ticks.batch(Ticks.trade(2, 0)));
        server.execute("DROP TABLE market.quotes");
        CompletableFuture<Void> refused = begin(sink, Ticks.quotes(3, 3));
        String advice = "have it created by: ";
        assertFailed(refused, Kind.REFUSED, "42P01 ");
        String message = refused.handle((none, cause) -> cause.getMessage()).get();
        server.execute(message.substring(message.indexOf(advice) + advice.length()));

        write(sink, Ticks.quotes(3, 3));
        assertThat(server.query("SELECT sequence FROM market.quotes")).containsExactly("3");
        assertThat(server.query("SELECT sequence FROM market.quotes_trades")).containsExactly("2");
        assertThat(server.query("SELECT count(*) FROM pg_indexes WHERE schemaname = 'market'"))
                .as("primary keys and indexes, those of the older table not doubled")
                .containsExactly("5");
    }

    @Test
    void tableOfSomebodyElse_isRefusedAndLeftAlone() throws Exception {
        server.execute("CREATE TABLE eth_option_quotes (bid double precision, ask text)");

        assertFails(
                sink(),
                Ticks.quotes(1, 1),
                Kind.REFUSED,
                "the table 'eth_option_quotes' is another one, without 'PRIMARY KEY (journal, sequence, exchange_time)',"
                        + " 'ask double precision', 'ask_iv double precision', ");
        assertFails(sink(), Ticks.quotes(1, 1), Kind.REFUSED, "the table 'eth_option_quotes' is another one");
        assertThat(server.query("SELECT to_regclass('eth_option_quotes_trades')"))
                .containsExactly((String) null);
        assertThat(server.query("SELECT count(*) FROM eth_option_quotes")).containsExactly("0");
    }

    @Test
    void poison_isToldAndKeepsTheRestOut() throws Exception {
        Sink sink = sink();
        assertFails(sink, Ticks.batch(Ticks.named(1, "ETH-1"), Ticks.named(2, "ETH\0")), Kind.POISON, "22021 ");
        assertFails(sink, Ticks.batch(Ticks.quote(3, Long.MIN_VALUE)), Kind.POISON, "expected a time after 4713 BC");
        server.execute("ALTER TABLE eth_option_quotes ADD CHECK (instrument <> 'ETH-4')");
        assertFails(sink, Ticks.batch(Ticks.named(4, "ETH-4"), Ticks.named(5, "ETH-5")), Kind.POISON, "23514 ");
        assertThat(stored()).isEmpty();

        write(sink, Ticks.batch(Ticks.named(1, "ETH-1"), Ticks.quote(6, Long.MAX_VALUE)));
        write(sink, Ticks.batch(Ticks.quote(7, -210_866_716_800_000_000L)));
        assertThat(stored()).containsExactly(1L, 6L, 7L);
    }

    @Test
    void poison_foundBeforeAnythingIsSent_givesTheConnectionBack() throws Exception {
        Sink sink = sink(Map.of("uri", server.uri(), "pool_size", 1, "connect_timeout", "10s"));
        write(sink, Ticks.quotes(1, 1));
        assertFails(sink, Ticks.batch(Ticks.quote(2, Long.MIN_VALUE)), Kind.POISON, "expected a time after 4713 BC");

        write(sink, Ticks.quotes(3, 4));
        assertThat(stored()).containsExactly(1L, 3L, 4L);
        assertThat(timers.pending()).isZero();
    }

    @Test
    void pool_thatIsExhausted_isUnavailableAfterABoundedWait() throws Exception {
        Sink sink = sink(Map.of("uri", server.uri(), "pool_size", 1, "connect_timeout", "2s"));
        write(sink, Ticks.quotes(1, 1));
        CompletableFuture<Void> written;
        try (Connection locker = lock()) {
            written = begin(sink, Ticks.quotes(2, 3));
            server.await("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'");
            assertFails(sink, Ticks.quotes(4, 5), Kind.UNAVAILABLE, "");
            locker.rollback();
        }
        written.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        write(sink, Ticks.quotes(4, 5));
        assertThat(stored()).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void password_thatIsWrong_isRefused() throws Exception {
        server.execute("DROP ROLE IF EXISTS secured; CREATE ROLE secured LOGIN SUPERUSER PASSWORD 'right'");
        Map<String, Object> settings = new HashMap<>(Map.of("uri", server.uri("secured"), "connection", "secured"));
        settings.put("password", new Secret("wrong"));
        assertFails(sink(settings), Ticks.quotes(1, 1), Kind.REFUSED, "28P01 ");

        settings.put("password", new Secret("right"));
        write(sink(settings), Ticks.quotes(1, 1));
        assertThat(stored()).containsExactly(1L);
    }

    @Test
    void schema_preparedByManyAtOnce_isMadeOnce() throws Exception {
        List<CompletableFuture<Void>> written = new ArrayList<>();
        for (long starter = 1; starter <= 8; starter++) {
            Sink sink = sink(Map.of("uri", server.uri(), "connection", "starter-" + starter));
            written.add(begin(sink, Ticks.quotes(starter, starter)));
        }
        for (CompletableFuture<Void> each : written) {
            each.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
        write(sink(), Ticks.quotes(9, 9));

        assertThat(stored())
                .containsExactlyElementsOf(LongStream.rangeClosed(1, 9).boxed().toList());
        assertThat(server.query("SELECT target || ' ' || version FROM feedwarden_schema"))
                .containsExactly("eth_option_quotes 1");
    }

    @Test
    void schema_besideThatOfAnotherTable_isPreparedByItself() throws Exception {
        write(sink(), Ticks.quotes(1, 1));
        write(sink(Map.of("uri", server.uri(), "table", "btc_quotes")), Ticks.quotes(1, 1));

        assertThat(server.query("SELECT target FROM feedwarden_schema ORDER BY 1"))
                .containsExactly("btc_quotes", "eth_option_quotes");
    }

    @Test
    void retention_withoutTimescale_storesAllTheSame() throws Exception {
        write(sink(Map.of("uri", server.uri(), "retention_days", 30)), Ticks.quotes(1, 2));

        assertThat(stored()).containsExactly(1L, 2L);
    }

    private Sink sink() throws Exception {
        return sink(Map.of("uri", server.uri()));
    }

    private Sink sink(Map<String, ?> values) throws Exception {
        Settings settings = Settings.of("sinks.db", values).withDefaults(provider.settings());
        return context.getOnLoop(() -> provider.create(settings, context));
    }

    private void write(Sink sink, Batch batch) throws Exception {
        begin(sink, batch).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private CompletableFuture<Void> begin(Sink sink, Batch batch) throws Exception {
        CompletableFuture<Void> written = new CompletableFuture<>();
        context.getOnLoop(() -> sink.write(batch).onComplete(written::complete, written::completeExceptionally));
        return written;
    }

    private void assertFails(Sink sink, Batch batch, Kind kind, String reason) throws Exception {
        assertFailed(begin(sink, batch), kind, reason);
    }

    private static void assertFailed(CompletableFuture<Void> written, Kind kind, String reason) {
        assertThatThrownBy(() -> written.get(PATIENCE_SECONDS, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        SinkException.class,
                        failure -> assertThat(failure.kind()).isEqualTo(kind))
                .hasMessageStartingWith(reason);
    }

    /** A session that holds the table so that nobody can write to it, until it is closed. */
    private static Connection lock() throws Exception {
        Connection locker = server.connect();
        locker.setAutoCommit(false);
        try (Statement statement = locker.createStatement()) {
            statement.execute("LOCK TABLE eth_option_quotes IN SHARE MODE");
        }
        return locker;
    }

    /** Has the table do something before each row it takes. */
    private static void onInsert(String doing) throws Exception {
        server.execute("CREATE OR REPLACE FUNCTION fault() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN " + doing
                + "; RETURN NEW; END $$;"
                + " CREATE TRIGGER fault BEFORE INSERT ON eth_option_quotes FOR EACH ROW EXECUTE FUNCTION fault()");
    }

    private static List<Long> stored() throws Exception {
        return server.query("SELECT sequence FROM eth_option_quotes ORDER BY sequence").stream()
                .map(Long::valueOf)
                .toList();
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
