package dev.feedwarden.plugin.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Secret;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.kit.LatestSinkContract;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.LatestQuotes;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.tick.Quote;
import dev.feedwarden.api.tick.QuoteBuilder;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RedisSinkTest extends LatestSinkContract {

    private static final String CALL = "ETH-27NOV26-3000-C";
    private static final String PUT = "ETH-27NOV26-3000-P";
    private static RedisProcess redis;
    private static RawRedis raw;

    private final ManualTimers timers = new ManualTimers(Instant.parse("2026-01-02T03:04:05Z"));

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
    void empty() throws IOException {
        raw.call("FLUSHALL");
    }

    @Override
    protected Provider<? super TestContext, Sink> provider() {
        return new RedisSinkProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("uri", redis.uri());
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(
                Map.of("uri", "http://127.0.0.1:1"),
                Map.of("uri", "redis://me:secret@127.0.0.1:1"),
                Map.of("uri", "redis://127.0.0.1:1?password=secret"),
                Map.of("uri", "redis://127.0.0.1:1/zero"),
                Map.of("user", "me"),
                Map.of("ttl", "10ms"),
                Map.of("ttl", "366d"),
                Map.of("reply_timeout", "1ms"),
                Map.of("prefix", "a*"));
    }

    @Override
    protected Timers timers() {
        return timers;
    }

    @Override
    protected long counted() throws Exception {
        Map<String, String> stats = raw.hash("stats:global");
        return Long.parseLong(stats.getOrDefault("quotes", "0")) + Long.parseLong(stats.getOrDefault("trades", "0"));
    }

    @Test
    void check_badUri_saysNothingOfWhatStandsThere() {
        assertThatThrownBy(() -> create(Map.of("uri", "redis://me:secret@127.0.0.1:1")))
                .hasMessageNotContaining("secret");
    }

    @Test
    void write_quoteWithAllFields_isAHashThatReadsBackTheSame() throws Exception {
        Sink sink = create();
        write(sink, 1, full(CALL));

        Map<String, String> hash = raw.hash("option:kit-feed:" + CALL);
        assertThat(hash).hasSize(19).containsEntry("bid", "1.5").containsEntry("open_interest", "12.0");
        assertThat(latest(sink)).containsExactly(full(CALL));
        close(sink);
    }

    @Test
    void write_fieldThatIsAbsentNow_goes() throws Exception {
        Sink sink = create();
        write(sink, 1, full(CALL));
        Quote less = new QuoteBuilder("kit-feed", CALL, 5, 6).mark(0.25).build();
        write(sink, 2, less);

        assertThat(raw.hash("option:kit-feed:" + CALL)).containsOnlyKeys("exchange_time", "received_time", "mark");
        assertThat(latest(sink)).containsExactly(less);
        close(sink);
    }

    @Test
    void write_quote_expiresAfterTheTtl() throws Exception {
        Sink sink = create(Map.of("uri", redis.uri(), "ttl", "2h"));
        write(sink, 1, full(CALL));

        assertThat((Long) raw.call("TTL", "option:kit-feed:" + CALL)).isBetween(7190L, 7200L);
        close(sink);
    }

    @Test
    void write_prefix_standsBeforeEveryKey() throws Exception {
        Sink sink = create(Map.of("uri", redis.uri(), "prefix", "fw:"));
        write(sink, 1, full(CALL));

        List<Object> keys = new ArrayList<>((List<?>) raw.call("KEYS", "*"));
        assertThat(keys).containsExactlyInAnyOrder("fw:option:kit-feed:" + CALL, "fw:index:ETH", "fw:stats:global");
        assertThat(latest(sink)).hasSize(1);
        close(sink);
    }

    @Test
    void write_instrumentThatIsNoOption_isCountedOnly() throws Exception {
        Sink sink = create();
        write(sink, 1, full("ETH-PERPETUAL"));

        assertThat(raw.hash("stats:global"))
                .containsEntry("quotes", "1")
                .containsEntry("quotes:kit-feed", "1")
                .containsEntry("last_update", "2026-01-02T03:04:05Z");
        assertThat((Long) raw.call("DBSIZE")).isEqualTo(1);
        close(sink);
    }

    @Test
    void write_memberWhoseQuoteHasExpired_goesFromTheIndex() throws Exception {
        Sink sink = create();
        write(sink, 1, full(CALL));
        write(sink, 2, full(PUT));
        raw.call("DEL", "option:kit-feed:" + CALL);
        timers.advance(Duration.ofSeconds(30));
        write(sink, 3, full(PUT));
        assertThat((List<?>) raw.call("SMEMBERS", "index:ETH")).isEqualTo(List.of("kit-feed:" + PUT));

        write(sink, 4, full(CALL));
        assertThat(latest(sink)).hasSize(2);
        close(sink);
    }

    @Test
    void write_indexLost_isMadeAgain() throws Exception {
        Sink sink = create();
        write(sink, 1, full(CALL));
        raw.call("DEL", "index:ETH");
        timers.advance(Duration.ofMinutes(10));
        write(sink, 2, full(CALL));

        assertThat(latest(sink)).hasSize(1);
        close(sink);
    }

    @Test
    void write_manyAtOnce_areAllThereAndInTheIndex() throws Exception {
        Sink sink = create();
        List<Batch.Row> rows = new ArrayList<>();
        for (int i = 1; i <= 3_000; i++) {
            rows.add(new Batch.Row(i, full("ETH-27NOV26-" + i + "-C")));
        }
        context().onLoop(() -> sink.write(new Batch("kit-journal", rows)));

        assertThat(latest(sink))
                .containsExactlyInAnyOrderElementsOf(
                        rows.stream().map(row -> (Quote) row.tick()).toList());
        close(sink);
    }

    @Test
    void write_keyOfAnotherType_isRefusedAndCountsNothing() throws Exception {
        raw.call("SET", "option:kit-feed:" + CALL, "text");
        Sink sink = create();

        assertThatThrownBy(() -> write(sink, 1, full(CALL))).hasMessageContaining("WRONGTYPE");
        assertThat(counted()).isZero();
        raw.call("DEL", "option:kit-feed:" + CALL);
        write(sink, 1, full(CALL));
        assertThat(counted()).isEqualTo(1);
        close(sink);
    }

    @Test
    void takenOver_writesNothingAnyMore() throws Exception {
        Sink sink = create();
        context().getOnLoop(() -> {
            sink.takenOver();
            return true;
        });

        assertThatThrownBy(() -> write(sink, 1, full(CALL))).hasMessageContaining("closed by us");
        assertThat((Long) raw.call("DBSIZE")).isZero();
        close(sink);
    }

    @Test
    void write_password_opensTheServerAndIsInNoMessage() throws Exception {
        raw.call("CONFIG", "SET", "requirepass", "tell-nobody");
        try {
            Sink sink = create(Map.of("uri", redis.uri(), "password", new Secret("tell-nobody")));
            write(sink, 1, full(CALL));
            close(sink);
            Sink stranger = create(Map.of("uri", redis.uri(), "password", new Secret("guessed-wrong")));

            assertThatThrownBy(() -> write(stranger, 2, full(CALL)))
                    .hasStackTraceContaining("WRONGPASS")
                    .satisfies(failure -> assertThat(org.assertj.core.util.Throwables.getStackTrace(failure))
                            .doesNotContain("guessed-wrong"));
            close(stranger);
        } finally {
            raw.call("AUTH", "tell-nobody");
            raw.call("CONFIG", "SET", "requirepass", "");
        }
    }

    private void write(Sink sink, long sequence, Quote quote) throws Exception {
        context().onLoop(() -> sink.write(new Batch("kit-journal", List.of(new Batch.Row(sequence, quote)))));
    }

    private List<Quote> latest(Sink sink) throws Exception {
        return context().onLoop(() -> ((LatestQuotes) sink).latest("ETH"));
    }

    private static Quote full(String instrument) {
        return new Quote(
                "kit-feed",
                instrument,
                1_767_323_045_123_456L,
                1_767_323_045_223_457L,
                1.5,
                0.1 + 0.2,
                3,
                1e-300,
                -0.0,
                1.0 / 3,
                51.4,
                52,
                53,
                3000.25,
                3001,
                12,
                -0.51,
                1e-5,
                2.5,
                -3.75,
                0.125);
    }
}
