package dev.feedwarden.supervisor.web;

import dev.feedwarden.rules.StatusChange;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Silence;
import dev.feedwarden.supervisor.history.Transaction;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;

/** A history in which nothing is written. */
final class NoHistory implements History {

    @Override
    public Future<Void> commit(Transaction transaction) {
        throw new UnsupportedOperationException("the web only reads");
    }

    @Override
    public Future<Resumption> resume() {
        throw new UnsupportedOperationException("the web only reads");
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
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
