package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.function.LongSupplier;

/** The outbox of mails, which go by SMTP. */
final class MailOutbox implements Outbox {

    private final SmtpCarrier carrier;
    private final ChannelOutbox rows;

    /**
     * An outbox that has nothing to do yet: what an earlier process left is given to it by {@link #deliver}.
     *
     * @param vertx opens the connections; the one that runs the core event loop
     * @param numbers the next mail's number at each call, for digests
     */
    MailOutbox(
            Vertx vertx,
            MailSettings settings,
            OutboxLimits limits,
            LongSupplier numbers,
            History history,
            Timers timers,
            Meters meters) {
        this(vertx, settings, limits, new OutboxParts(numbers, history, timers, meters), Witness.NONE);
    }

    /** One whose attempts somebody hears of. */
    MailOutbox(Vertx vertx, MailSettings settings, OutboxLimits limits, OutboxParts parts, Witness witness) {
        carrier = new SmtpCarrier(vertx, settings);
        rows = new ChannelOutbox(
                null, carrier, settings.sending(), limits, new MessageIds(settings.domain()), parts, witness);
    }

    /** Puts charts into the mails that are sent from now on. */
    MailOutbox with(Charts drawn) {
        carrier.draw(drawn);
        return this;
    }

    @Override
    public void deliver(List<Mail> committed) {
        rows.deliver(committed);
    }

    /** For how many nanoseconds a mail has waited after a failed attempt, the longest of all; negative if none has. */
    long failingFor() {
        return rows.failingFor();
    }

    /** What waits in memory, the oldest first. */
    List<Mail> waiting() {
        return rows.waiting();
    }

    /** Safe from any thread. At least so many: rows that were left in the store by an earlier process join as they load. */
    @Override
    public Backlog backlog() {
        return rows.backlog();
    }

    @Override
    public Future<Void> close() {
        return rows.close();
    }
}
