package dev.feedwarden.supervisor.drill;

import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * What a program's check named {@code internet} asks: a page outside, which the drill serves itself, behind a line that can be
 * cut.
 */
public final class Landmark implements AutoCloseable {

    private static final long LIMIT_SECONDS = 10;
    private static final int NO_CONTENT = 204;

    private final HttpServer server;
    private final CutProxy line;

    private Landmark(HttpServer server, CutProxy line) {
        this.server = server;
        this.line = line;
    }

    /** Serves one at a free port of this machine. Blocks. */
    static Landmark start(Site site) throws TimeoutException {
        HttpServer server = site.vertx()
                .createHttpServer()
                .requestHandler(
                        request -> request.response().setStatusCode(NO_CONTENT).end())
                .listen(0, "127.0.0.1")
                .await(LIMIT_SECONDS, TimeUnit.SECONDS);
        return site.openings().add(new Landmark(server, new CutProxy(site.vertx(), "127.0.0.1", server.actualPort())));
    }

    /** The port at which a program finds it. */
    int port() {
        return line.port();
    }

    /** The line to it. */
    public CutProxy line() {
        return line;
    }

    @Override
    public void close() {
        line.close();
        server.close();
    }
}
