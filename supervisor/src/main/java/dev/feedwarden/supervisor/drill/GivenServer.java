package dev.feedwarden.supervisor.drill;

import io.vertx.core.Vertx;
import java.util.concurrent.TimeoutException;

/** Somebody's server, reached through a line that is cut in place of stopping it. */
final class GivenServer implements Server {

    private final GivenAddress address;
    private final CutProxy line;

    GivenServer(Vertx vertx, GivenAddress address) throws TimeoutException {
        this.address = address;
        line = new CutProxy(vertx, address.host(), address.port());
    }

    @Override
    public Access access() {
        return address.through(line.port());
    }

    @Override
    public void down() {
        line.cut();
    }

    @Override
    public void up() {
        line.join();
    }

    @Override
    public void close() {
        line.close();
    }
}
