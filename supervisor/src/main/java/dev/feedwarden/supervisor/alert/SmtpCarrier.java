package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Mail: one connection at a time to one of the servers. */
final class SmtpCarrier implements Carrier {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpCarrier.class);

    private final Vertx vertx;
    private final MailSettings settings;
    private final MailServers servers;
    private Charts charts = Charts.NONE;
    private @Nullable SmtpClient client;

    SmtpCarrier(Vertx vertx, MailSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        servers = new MailServers(settings.servers());
    }

    @Override
    public boolean ready() {
        return settings.configured();
    }

    @Override
    public Future<?> send(Mail row) {
        SmtpClient open = client == null ? new SmtpClient(vertx, settings, servers.current()) : client;
        client = open;
        return chart(row).compose(chart -> open.send(Envelope.of(row, settings.from(), chart)));
    }

    /** Puts charts into the mails that are sent from now on. */
    void draw(Charts drawn) {
        charts = drawn;
    }

    private Future<Optional<Buffer>> chart(Mail mail) {
        @Nullable ChartSpot spot = ChartSpot.in(mail.html());
        return spot == null
                ? Charts.NONE.draw("", "", mail.created())
                : charts.draw(spot.rule(), spot.subject(), mail.created());
    }

    @Override
    public Failure failure(Throwable cause) {
        return Failure.of(cause);
    }

    @Override
    public void served() {
        servers.served();
    }

    @Override
    public boolean elsewhere() {
        return servers.next();
    }

    /** After each failure: the mail client drops its connection then, and for a moment its pool answers "Pool closed". */
    @Override
    public void cut() {
        SmtpClient old = client;
        client = null;
        if (old != null) {
            old.close().onFailure(cause -> LOG.warn("event=mail-close-failed", cause));
        }
    }
}
