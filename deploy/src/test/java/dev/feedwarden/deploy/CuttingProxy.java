package dev.feedwarden.deploy;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Passes bytes on, and when asked cuts connections after the server has answered and before the answer is passed on. */
final class CuttingProxy implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final NetClient client = vertx.createNetClient();
    private final AtomicInteger cuts = new AtomicInteger();
    private final NetServer server;

    CuttingProxy(int port) throws Exception {
        server = vertx.createNetServer()
                .connectHandler(in -> {
                    in.pause();
                    client.connect(port, "127.0.0.1")
                            .onSuccess(out -> join(in, out))
                            .onFailure(refused -> in.close());
                })
                .listen(0, "127.0.0.1")
                .await(10, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    /** Cuts the next so many answers to large requests off. */
    void cut(int answers) {
        cuts.set(answers);
    }

    /** How many are still to be cut. */
    int left() {
        return cuts.get();
    }

    private void join(NetSocket in, NetSocket out) {
        boolean[] large = new boolean[1];
        in.handler(bytes -> {
            large[0] |= bytes.length() > 4_000;
            out.write(bytes);
        });
        out.handler(bytes -> {
            if (large[0] && cuts.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                in.close();
                out.close();
            } else {
                large[0] = false;
                in.write(bytes);
            }
        });
        in.closeHandler(closed -> out.close());
        out.closeHandler(closed -> in.close());
        in.resume();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
