package dev.feedwarden.supervisor.drill;

import io.vertx.core.Vertx;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.TimeoutException;

/** Somebody's server, reached through a line that is cut in place of stopping it. */
final class GivenServer implements Server {

    private static final Map<String, Integer> PORTS = Map.of("postgresql", 5432, "postgres", 5432, "redis", 6379);

    private final URI uri;
    private final CutProxy line;

    GivenServer(Vertx vertx, URI uri) throws TimeoutException {
        this.uri = uri;
        int port = uri.getPort() > 0 ? uri.getPort() : PORTS.getOrDefault(String.valueOf(uri.getScheme()), -1);
        if (uri.getHost() == null || port < 0) {
            throw new IllegalArgumentException("expected postgresql://host:port/database or redis://host:port, found "
                    + uri.getScheme() + "://" + uri.getHost());
        }
        line = new CutProxy(vertx, uri.getHost(), port);
    }

    @Override
    public String uri() {
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        return uri.getScheme() + "://" + user + "127.0.0.1:" + line.port() + uri.getRawPath();
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
