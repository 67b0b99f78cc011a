package dev.feedwarden.plugin.postgres;

import dev.feedwarden.api.Provider;
import dev.feedwarden.api.Secret;
import dev.feedwarden.api.kit.SinkContract;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.sink.Sink;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(PostgresServer.class)
final class PostgresSinkContractTest extends SinkContract {

    private Server server;

    @BeforeEach
    void dropTables(Server running) throws Exception {
        server = running;
        server.execute("DROP SCHEMA IF EXISTS kit CASCADE; CREATE SCHEMA kit");
    }

    @Override
    protected Provider<? super TestContext, Sink> provider() {
        return new PostgresSinkProvider();
    }

    @Override
    protected Map<String, ?> settings() {
        return Map.of("uri", server.uri(), "table", "kit.quotes");
    }

    @Override
    protected List<Map<String, ?>> unusable() {
        String uri = "postgresql://localhost/db";
        return List.of(
                Map.of("uri", "http://localhost/db"),
                Map.of("uri", "postgresql:///db"),
                Map.of("uri", uri, "table", "Quotes"),
                Map.of("uri", uri, "table", "quotes; DROP TABLE quotes"),
                Map.of("uri", uri, "table", "a.b.c"),
                Map.of("uri", uri, "table", "q".repeat(57)),
                Map.of("uri", uri, "tls", "maybe"),
                Map.of("uri", uri, "pool_size", 0),
                Map.of("uri", uri, "pool_size", 65),
                Map.of("uri", uri, "connect_timeout", "99ms"),
                Map.of("uri", uri, "statement_timeout", "11m"),
                Map.of("uri", uri, "retention_days", -1),
                Map.of("uri", uri, "password", "plain"),
                Map.of("password", new Secret("x")));
    }

    @Override
    protected List<Long> stored() throws Exception {
        return server
                .query("SELECT sequence FROM kit.quotes UNION ALL SELECT sequence FROM kit.quotes_trades ORDER BY 1")
                .stream()
                .map(Long::valueOf)
                .toList();
    }
}
