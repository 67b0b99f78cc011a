package dev.feedwarden.supervisor.web;

import dev.feedwarden.supervisor.history.AuditRow;
import dev.feedwarden.supervisor.history.AuditStore;
import io.vertx.core.Future;
import java.util.List;

/** A server that can only be read. */
final class Nobody {

    static final Acting ACTS = new Acting(
            List.of(),
            (subject, action, parameters, who, why) -> {
                throw new UnsupportedOperationException("nobody may act");
            },
            entry -> {},
            new AuditStore() {
                @Override
                public Future<Void> append(List<AuditRow> rows) {
                    throw new UnsupportedOperationException("nobody acts");
                }

                @Override
                public Future<List<AuditRow>> audit(int most) {
                    return Future.succeededFuture(List.of());
                }
            },
            () -> {
                throw new UnsupportedOperationException("nobody may act");
            });

    private Nobody() {}
}
