package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Transaction;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes down the steps of an outbox. For the core event loop. */
final class MailRecords {

    private static final Logger LOG = LoggerFactory.getLogger(MailRecords.class);

    private final History history;
    private final Witness witness;
    private final OutboxMeters meters;

    MailRecords(History history, Witness witness, OutboxMeters meters) {
        this.history = history;
        this.witness = witness;
        this.meters = meters;
    }

    /** Writes steps; a failure is logged and counted. */
    Future<Void> write(List<Mail> rows) {
        return history.commit(Transaction.ofMails(rows)).onFailure(cause -> {
            meters.unrecorded();
            LOG.error(
                    "event=mail-unrecorded mails={}",
                    rows.stream().map(Mail::id).toList(),
                    cause);
        });
    }

    /** Writes steps together with what the witness has to say of them. */
    Future<Void> write(List<Mail> rows, List<Mail> more) {
        Future<Void> written = write(Stream.concat(rows.stream(), more.stream()).toList());
        return more.isEmpty() ? written : written.onComplete(done -> witness.recorded(more));
    }
}
