package dev.feedwarden.supervisor.status;

import dev.feedwarden.rules.StatusChange;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.LadderState;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Silence;
import dev.feedwarden.supervisor.history.Transaction;
import dev.feedwarden.supervisor.recovery.Trouble;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A store in memory that can fail or hang. */
final class MemoryHistory implements History {

    final List<StatusChange> changes = new CopyOnWriteArrayList<>();
    final List<Transaction> written = new CopyOnWriteArrayList<>();
    volatile boolean failing;
    volatile @Nullable Promise<Void> hanging;

    private final Map<String, Incident> incidents = new LinkedHashMap<>();
    private final Map<String, Mail> mails = new LinkedHashMap<>();
    private final Map<String, Silence> silences = new LinkedHashMap<>();
    private final Map<Trouble, LadderState> ladders = new LinkedHashMap<>();

    @Override
    public Future<Void> commit(Transaction transaction) {
        if (failing) {
            return Future.failedFuture("disk full");
        }
        Promise<Void> gate = hanging;
        return gate == null
                ? Future.succeededFuture().map(done -> store(transaction))
                : gate.future().map(done -> store(transaction));
    }

    @Override
    public synchronized Future<Resumption> resume() {
        return Future.succeededFuture(new Resumption(
                incidents.values().stream()
                        .filter(incident -> incident.closed() == null)
                        .toList(),
                List.copyOf(mails.values()),
                List.copyOf(ladders.values()),
                silences.values().stream().filter(silence -> !silence.ended()).toList(),
                incidents.size() + 1,
                mails.size() + 1,
                silences.size() + 1));
    }

    @Override
    public synchronized Future<List<Incident>> incidents(int most) {
        return Future.succeededFuture(List.copyOf(incidents.values()));
    }

    @Override
    public synchronized Future<List<Mail>> mails(int most) {
        return Future.succeededFuture(List.copyOf(mails.values()));
    }

    @Override
    public synchronized Future<List<Silence>> silences(int most) {
        return Future.succeededFuture(List.copyOf(silences.values()));
    }

    @Override
    public Future<List<StatusChange>> changes(Instant from, Instant to, int most) {
        return Future.succeededFuture(new ArrayList<>(changes));
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }

    private synchronized @Nullable Void store(Transaction transaction) {
        written.add(transaction);
        changes.addAll(transaction.changes());
        transaction.incidents().forEach(incident -> incidents.put(incident.id(), incident));
        transaction.mails().forEach(mail -> mails.put(mail.id(), mail));
        transaction.ladders().forEach(state -> ladders.put(new Trouble(state.rule(), state.subject()), state));
        transaction.silences().forEach(silence -> silences.put(silence.id(), silence));
        return null;
    }
}
