package dev.feedwarden.plugin.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.feedwarden.api.Settings;
import dev.feedwarden.api.action.ActionRequest;
import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.api.action.RecoveryAction;
import dev.feedwarden.api.action.RecoveryActionProvider;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.kit.RecoveryActionContract;
import dev.feedwarden.api.sink.Batch;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.api.tick.QuoteBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class ShortenTtlTest extends RecoveryActionContract {

    private static final String OPTION = "ETH-27NOV26-3000-C";
    private static final String KEY = "option:deribit:" + OPTION;
    private static RedisProcess redis;
    private static RawRedis raw;

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
    protected RecoveryActionProvider actionProvider() {
        return new RedisActionProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("uri", redis.uri(), "action", "shorten-ttl");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        return List.of(Map.of("action", "flushall"), Map.of("action", "save-snapshot", "uri", "http://127.0.0.1:1"));
    }

    @Override
    protected Map<String, ?> parameters() {
        return Map.of();
    }

    @Test
    void run_tenThousandKeys_shortensOursInBoundedStepsAndNoOthers() throws Exception {
        List<Object[]> commands = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            commands.add(new Object[] {"SET", "option:deribit:" + i, "x", "EX", 86_400});
        }
        commands.add(new Object[] {"SET", "option:deribit:kept", "x"});
        commands.add(new Object[] {"SET", "option:deribit:short", "x", "EX", 60});
        commands.add(new Object[] {"SET", "somebody:else", "x", "EX", 86_400});
        raw.calls(commands);
        raw.call("CONFIG", "RESETSTAT");
        RecoveryAction action = create();
        Outcome outcome = run(action, Map.of());

        assertThat(outcome).isEqualTo(new Outcome(true, "quotes expire after 21600 s; shortened 10001 of 10002 keys"));
        assertThat(ttl("option:deribit:0")).isBetween(21_500L, 21_600L);
        assertThat(ttl("option:deribit:kept")).isBetween(21_500L, 21_600L);
        assertThat(ttl("option:deribit:short")).isLessThanOrEqualTo(60);
        assertThat(ttl("somebody:else")).isGreaterThan(80_000);
        Info calls = Info.read((String) raw.call("INFO", "commandstats"));
        assertThat(calls.text("cmdstat_keys")).isEmpty();
        assertThat(calls.text("cmdstat_scan")).matches("calls=[12][0-9],.*");
        close(action);
    }

    @Test
    void run_sinkAndCheckOfTheConnection_writeShorterUntilMemoryHasFallen() throws Exception {
        Map<String, ?> named = Map.of("uri", redis.uri(), "connection", "cache");
        Sink sink = context()
                .getOnLoop(() ->
                        new RedisSinkProvider().create(filled(named, new RedisSinkProvider().settings()), context()));
        HealthCheck check = context()
                .getOnLoop(() ->
                        new RedisCheckProvider().create(filled(named, new RedisCheckProvider().settings()), context()));
        Map<String, ?> with = Map.of("uri", redis.uri(), "connection", "cache", "action", "shorten-ttl");
        RecoveryAction action = create(with);
        write(sink, 1);
        assertThat(ttl(KEY)).isGreaterThan(80_000);

        run(action, Map.of("until_below", "1kB"));
        assertThat(ttl(KEY)).isLessThanOrEqualTo(21_600);
        context().onLoop(check::check);
        write(sink, 2);
        assertThat(ttl(KEY)).isLessThanOrEqualTo(21_600);

        run(action, Map.of("until_below", "100GB"));
        context().onLoop(check::check);
        write(sink, 3);
        assertThat(ttl(KEY)).isGreaterThan(80_000);
        close(sink);
        close(check);
        close(action);
    }

    @Test
    void run_shareOutOfRange_isAnError() throws Exception {
        RecoveryAction action = create();

        assertThatThrownBy(() -> run(action, Map.of("until_below_share", 1.5)))
                .hasMessageContaining("expected a number above 0, up to 1, found '1.5'");
        close(action);
    }

    @Test
    void run_serverDown_isAnOutcomeWithoutSuccess() throws Exception {
        RecoveryAction action = create(Map.of("uri", "redis://127.0.0.1:1", "action", "shorten-ttl"));

        assertThat(run(action, Map.of()).succeeded()).isFalse();
        close(action);
    }

    private Outcome run(RecoveryAction action, Map<String, ?> parameters) throws Exception {
        Settings settings = filled(parameters, actionProvider().parameters());
        return context().onLoop(() -> action.run(new ActionRequest("redis", "kit-rule: 1 > 0", settings)));
    }

    private static Settings filled(Map<String, ?> values, List<dev.feedwarden.api.Setting> declared) {
        return Settings.of("kit", values).withDefaults(declared);
    }

    private void write(Sink sink, long sequence) throws Exception {
        var quote =
                new QuoteBuilder("deribit", OPTION, sequence, sequence).bid(1).build();
        context().onLoop(() -> sink.write(new Batch("kit-journal", List.of(new Batch.Row(sequence, quote)))));
    }

    private static long ttl(String key) throws IOException {
        return (Long) raw.call("TTL", key);
    }
}
