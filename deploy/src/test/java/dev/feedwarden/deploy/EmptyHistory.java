package dev.feedwarden.deploy;

import dev.feedwarden.rules.StatusChange;
import dev.feedwarden.supervisor.history.AuditRow;
import dev.feedwarden.supervisor.history.AuditStore;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Silence;
import dev.feedwarden.supervisor.history.Transaction;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** A history in which nothing has happened. */
final class EmptyHistory implements History, AuditStore {

    @Override
    public Future<Void> commit(Transaction transaction) {
        throw new UnsupportedOperationException("nothing happens");
    }

    @Override
    public Future<Resumption> resume() {
        throw new UnsupportedOperationException("nothing happens");
    }

    @Override
    public Future<List<Incident>> incidents(int most) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<List<Mail>> mails(int most) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<List<Silence>> silences(int most) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<List<StatusChange>> changes(Instant from, Instant to, int most) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Void> append(List<AuditRow> rows) {
        throw new UnsupportedOperationException("nothing happens");
    }

    @Override
    public Future<List<AuditRow>> audit(int most) {
        return Future.succeededFuture(List.of());
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
