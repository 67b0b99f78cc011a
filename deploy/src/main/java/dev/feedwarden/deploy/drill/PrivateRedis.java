package dev.feedwarden.deploy.drill;

import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.drill.Access;
import dev.feedwarden.supervisor.drill.Server;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import redis.embedded.RedisServer;

/** A Redis on loopback that keeps nothing. */
final class PrivateRedis implements Server {

    private final int port;
    private @Nullable RedisServer server;

    private PrivateRedis(int port) {
        this.port = port;
    }

    static PrivateRedis start() throws IOException {
        PrivateRedis redis = new PrivateRedis(Integer.parseInt(new FreePorts().apply("redis")));
        redis.up();
        return redis;
    }

    @Override
    public Access access() {
        return Access.open("redis://127.0.0.1:" + port);
    }

    @Override
    public void up() throws IOException {
        server = RedisServer.newRedisServer()
                .port(port)
                .setting("save \"\"")
                .setting("appendonly no")
                .build();
        server.start();
    }

    @Override
    public void down() throws IOException {
        if (server != null) {
            server.stop();
            server = null;
        }
    }

    @Override
    public void close() throws IOException {
        down();
    }
}
