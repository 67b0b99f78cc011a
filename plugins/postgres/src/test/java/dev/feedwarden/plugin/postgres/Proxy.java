package dev.feedwarden.plugin.postgres;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Stands between a client and a server on loopback and spoils what the server answers. */
final class Proxy implements AutoCloseable {

    private final AtomicInteger open = new AtomicInteger();
    /** Held here: Vert.x closes one that nobody refers to, and its connections with it. */
    private final NetClient outgoing;

    private final NetServer listener;
    private volatile Mode mode = Mode.PASS;

    /** What becomes of the server's answers. */
    enum Mode {
        PASS,
        /** They go nowhere, and nothing is closed. */
        SILENT,
        /** The connection is cut when the server has answered, so that the client never knows. */
        CUT_WHEN_ANSWERED
    }

    Proxy(Vertx vertx, int target) throws Exception {
        outgoing = vertx.createNetClient();
        listener = vertx.createNetServer().connectHandler(client -> {
            client.pause();
            outgoing.connect(target, "127.0.0.1").onSuccess(server -> join(client, server));
        });
        listener.listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(60, TimeUnit.SECONDS);
    }

    private void join(NetSocket client, NetSocket server) {
        open.incrementAndGet();
        client.handler(server::write);
        client.closeHandler(closed -> {
            open.decrementAndGet();
            server.close();
        });
        server.handler(answer -> answer(client, answer));
        server.closeHandler(closed -> client.close());
        client.resume();
    }

    private void answer(NetSocket client, Buffer answer) {
        if (mode == Mode.PASS) {
            client.write(answer);
        } else if (mode == Mode.CUT_WHEN_ANSWERED && ready(answer)) {
            client.close();
        }
    }

    /** Whether it ends with "ready for query, idle": what was asked has been done and committed. */
    private static boolean ready(Buffer answer) {
        int length = answer.length();
        return length >= 6 && answer.getByte(length - 6) == 'Z' && answer.getByte(length - 1) == 'I';
    }

    void mode(Mode next) {
        mode = next;
    }

    int port() {
        return listener.actualPort();
    }

    /** Connections that the client has open. */
    int open() {
        return open.get();
    }

    @Override
    public void close() {
        listener.close();
    }
}
