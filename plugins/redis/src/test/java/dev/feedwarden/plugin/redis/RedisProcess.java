package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.kit.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis server of a test's own. */
final class RedisProcess implements AutoCloseable {

    private final int port;
    private final RedisServer server;

    private RedisProcess(int port, RedisServer server) {
        this.port = port;
        this.server = server;
    }

    /** One on a free port that keeps nothing across restarts. */
    static RedisProcess start(String... settings) throws IOException {
        return start(FreePort.find(), settings);
    }

    static RedisProcess start(int port, String... settings) throws IOException {
        List<String> all = new ArrayList<>(List.of("save \"\"", "appendonly no"));
        all.addAll(List.of(settings));
        RedisServerBuilder builder = RedisServer.newRedisServer().port(port).bind("127.0.0.1");
        all.forEach(builder::setting);
        RedisServer server = builder.build();
        server.start();
        return new RedisProcess(port, server);
    }

    /** One that has written down each command before it answers. */
    static RedisProcess startDurable(int port, Path folder) throws IOException {
        return start(port, "dir " + folder, "appendonly yes", "appendfsync always");
    }

    int port() {
        return port;
    }

    String uri() {
        return "redis://127.0.0.1:" + port;
    }

    RawRedis raw() throws IOException {
        return new RawRedis(port);
    }

    /** As {@code kill -9}. */
    void kill() throws IOException {
        try (RawRedis raw = raw()) {
            Info info = Info.read((String) raw.call("INFO", "server"));
            ProcessHandle process =
                    ProcessHandle.of((long) info.number("process_id")).orElseThrow();
            process.destroyForcibly();
            process.onExit().join();
        }
    }

    @Override
    public void close() throws IOException {
        server.stop();
    }
}
