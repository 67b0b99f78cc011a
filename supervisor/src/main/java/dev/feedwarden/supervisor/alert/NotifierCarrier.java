package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.notify.Notice;
import dev.feedwarden.supervisor.history.Mail;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;

/** A notifier of a plugin, which lives on an event loop of its own. */
final class NotifierCarrier implements Carrier {

    private final String channel;
    private final NotifierRoom room;
    private final Context core;

    /** @param core where the outbox lives */
    NotifierCarrier(String channel, NotifierRoom room, Context core) {
        this.channel = channel;
        this.room = room;
        this.core = core;
    }

    @Override
    public boolean ready() {
        return room.has(channel);
    }

    @Override
    public Future<?> send(Mail row) {
        Promise<Void> here = Promise.promise();
        room.send(channel, notice(row)).onComplete(taken -> core.runOnContext(v -> here.handle(taken)));
        return here.future();
    }

    @Override
    public Failure failure(Throwable cause) {
        return Failure.ofNotice(cause);
    }

    private static Notice notice(Mail row) {
        boolean repeat = row.state() == Mail.State.UNKNOWN;
        return new Notice(
                row.messageId().replaceAll("[<>]", ""),
                row.incident(),
                row.to(),
                row.subject(),
                repeat ? PlainBody.repeated(row.text()) : row.text(),
                row.created());
    }
}
