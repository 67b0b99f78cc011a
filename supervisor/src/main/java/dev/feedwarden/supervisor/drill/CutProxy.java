package dev.feedwarden.supervisor.drill;

import io.vertx.core.Vertx;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A line on loopback that can be cut: bytes pass both ways until then. While it is cut, what was connected is closed, and
 * so is what connects, and nobody beyond is reached. Safe from any thread.
 */
public final class CutProxy implements AutoCloseable {

    private static final long LIMIT_SECONDS = 10;

    private final NetClient client;
    private final NetServer server;
    private final Set<NetSocket> open = ConcurrentHashMap.newKeySet();
    private volatile boolean cut;

    /** Begins to pass on what arrives at a free port of this machine. Blocks. */
    CutProxy(Vertx vertx, String host, int port) throws TimeoutException {
        client = vertx.createNetClient();
        server = vertx.createNetServer()
                .connectHandler(in -> arrived(in, host, port))
                .listen(0, "127.0.0.1")
                .await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    int port() {
        return server.actualPort();
    }

    /** Cuts the line. */
    public void cut() {
        cut = true;
        open.forEach(NetSocket::close);
    }

    /** Makes it whole again. */
    public void join() {
        cut = false;
    }

    private void arrived(NetSocket in, String host, int port) {
        if (cut) {
            in.close();
            return;
        }
        in.pause();
        client.connect(port, host).onSuccess(out -> join(in, out)).onFailure(refused -> in.close());
    }

    private void join(NetSocket in, NetSocket out) {
        open.add(in);
        in.closeHandler(closed -> {
            open.remove(in);
            out.close();
        });
        out.closeHandler(closed -> in.close());
        in.exceptionHandler(broken -> in.close());
        out.exceptionHandler(broken -> out.close());
        in.pipeTo(out);
        out.pipeTo(in);
        if (cut) {
            in.close();
        }
    }

    @Override
    public void close() {
        cut();
        server.close();
        client.close();
    }
}
