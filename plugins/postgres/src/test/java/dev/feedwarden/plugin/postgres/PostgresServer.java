package dev.feedwarden.plugin.postgres;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Hands tests one {@link Server} for all classes of the run that leave it running. */
final class PostgresServer implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == Server.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return test.getRoot()
                .getStore(Namespace.create(PostgresServer.class))
                .computeIfAbsent("server", key -> started(), Server.class);
    }

    private static Server started() {
        try {
            return Server.start("fsync = off", "max_connections = 40");
        } catch (Exception e) {
            throw new IllegalStateException("PostgreSQL could not be started", e);
        }
    }
}
