package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.kit.FreePort;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.embedded.RedisServer;

/**
 * A real Redis is filled to its limit, so that it stores nothing any more. A ladder has its quotes expire sooner; what had
 * to wait meanwhile is stored, and what belongs to somebody else stays. Prints when it was noticed and repaired.
 */
class RedisMemoryIT {

    private static final String PADDING = "x".repeat(10_000);

    @TempDir
    private Path folder;

    @Test
    void redisIsFull_ladderShortensTheTimeToLive_andNothingIsLost() throws Exception {
        int port = FreePort.find();
        RedisServer server = RedisServer.newRedisServer()
                .port(port)
                .setting("save \"\"")
                .setting("appendonly no")
                .setting("maxmemory 8mb")
                .setting("maxmemory-policy noeviction")
                .build();
        server.start();
        try (Program exchange = Program.start(
                        "simulate", "deribit", "--port", "0", "--instruments", "20", "--ticks-per-second", "50");
                Redis redis = new Redis(port);
                Program warden = warden(exchange, port)) {
            warden.until(
                    "/api/status",
                    status -> Keeping.stored(status, "latest") > 0
                            && level(status).equals("green"));
            assertThat(redis.line("SET", "somebody:else", "x", "EX", "86400")).isEqualTo("+OK");

            Instant full = fill(redis);
            JsonObject waiting = warden.until("/api/status", status -> true);
            JsonObject incidents =
                    warden.until("/api/incidents", all -> incident(all).getString("closed") != null);
            warden.until("/api/status", status -> Keeping.stored(status, "latest") > Keeping.accepted(waiting));

            JsonObject incident = incident(incidents);
            assertThat(incident.getJsonArray("timeline").encode()).contains("shorten-ttl");
            assertThat(redis.line("TTL", "somebody:else")).matches(":8[56][0-9]{3}");
            assertThat(redis.line("SET", "option:new", PADDING)).isEqualTo("+OK");
            warden.until("/api/audit", audit -> audit.encode().contains("carried out: quotes expire after 1 s"));
            stop(exchange);
            warden.until("/api/status", status -> Keeping.stored(status, "latest") == Keeping.accepted(status));
            System.out.printf(
                    "Redis full: detected after %s, repaired after %s, lost 0%n",
                    Duration.between(full, Instant.parse(incident.getString("opened"))),
                    Duration.between(full, Instant.parse(incident.getString("closed"))));
        } finally {
            server.stop();
        }
    }

    /** Fills it with quotes as of options that nobody asks for any more; answers when it was full. */
    private static Instant fill(Redis redis) throws IOException {
        for (int i = 0; i < 10_000; i++) {
            String answer = redis.line("SET", "option:deribit:OLD-" + i, PADDING, "EX", "86400");
            if (answer.startsWith("-OOM")) {
                return Instant.now();
            }
            assertThat(answer).isEqualTo("+OK");
        }
        throw new AssertionError("Redis takes more than its limit");
    }

    private static void stop(Program exchange) throws Exception {
        String port = port(exchange);
        assertThat(exchange.post(
                        "http://127.0.0.1:" + port + "/sim/faults",
                        "{\"feed\":\"deribit\",\"kind\":\"stall\",\"for\":\"1h\"}"))
                .isEqualTo(200);
    }

    private static String port(Program exchange) throws InterruptedException {
        return exchange.line("port=[0-9]+").replaceAll(".*port=([0-9]+).*", "$1");
    }

    private Program warden(Program exchange, int redis) throws Exception {
        Files.writeString(folder.resolve("mine.yaml"), """
                version: 1
                rules:
                  cache-full:
                    about: Memory that Redis uses of its limit
                    metric: redis.memory_share
                    of: plugin:redis
                    measure: last
                    red: "> 90%"
                    recover: room
                ladders:
                  room:
                    steps:
                      - {after: 1s, do: shorten-ttl, with: {ttl: 1s, until_below_share: 0.5}}
                      - {after: 5m, do: escalate}
                    healthy: 1s
                    limits: {actions: 2, per: 1h, cooldown: 1s}
                """);
        Path config = Files.writeString(folder.resolve("feedwarden.yaml"), """
                data: run
                rules: [mine.yaml]
                connections:
                  cache: {plugin: redis, uri: "redis://127.0.0.1:%d"}
                feeds:
                  deribit: {plugin: deribit, url: "ws://127.0.0.1:%s/ws/api/v2", currency: [ETH, BTC], top: 10}
                checks:
                  redis: {plugin: redis, connection: cache, every: 1s}
                sinks:
                  latest: {plugin: redis, connection: cache, batch_age: 200ms}
                actions:
                  shorten-ttl: {plugin: redis, connection: cache, action: shorten-ttl}
                """.formatted(redis, port(exchange)));
        return Program.start("run", "--port", "0", "--config", config.toString());
    }

    private static String level(JsonObject status) {
        return status.getJsonArray("rules").stream()
                .map(JsonObject.class::cast)
                .filter(rule -> rule.getString("id").equals("cache-full"))
                .map(rule -> rule.getString("level"))
                .findFirst()
                .orElse("");
    }

    private static JsonObject incident(JsonObject incidents) {
        return incidents.getJsonArray("incidents").stream()
                .map(JsonObject.class::cast)
                .filter(incident -> incident.getString("rule").equals("cache-full"))
                .findFirst()
                .orElse(new JsonObject());
    }
}
