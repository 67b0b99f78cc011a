package dev.feedwarden.supervisor.alert;

import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.mail.LoginOption;
import io.vertx.ext.mail.MailClient;
import io.vertx.ext.mail.MailConfig;
import io.vertx.ext.mail.MailMessage;
import io.vertx.ext.mail.MailResult;
import io.vertx.ext.mail.StartTLSOptions;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the mail server, kept alive between mails, that can be cut. The mail client itself can only say QUIT
 * and wait, for ever if need be; so it lives in a deployment of its own, whose end closes the socket.
 */
final class SmtpClient {

    private static final Logger LOG = LoggerFactory.getLogger(SmtpClient.class);

    private static final Duration CONNECT = Duration.ofSeconds(10);

    private final Vertx vertx;
    private final MailConfig config;
    private final Future<String> deployed;
    private final Room room = new Room();

    /** @param server one of those of the settings */
    SmtpClient(Vertx vertx, MailSettings settings, Sending.Server server) {
        this.vertx = vertx;
        this.config = config(settings, server);
        this.deployed = vertx.deployVerticle(room);
    }

    /** Sends one mail. Fails with what the server answered, or with what broke. Sets no time limit. */
    Future<MailResult> send(MailMessage message) {
        return deployed.compose(id -> room.client.sendMail(message));
    }

    /** Closes the connection, whatever it is doing. */
    Future<Void> close() {
        return deployed.compose(vertx::undeploy);
    }

    /**
     * Leaves the way of checking the host's name unset on purpose: then the mail client checks it wherever there is TLS,
     * but it switches the check off if one is set (Vert.x 5.0.8).
     */
    private static MailConfig config(MailSettings settings, Sending.Server server) {
        MailConfig config = new MailConfig(server.host(), server.port())
                .setOwnHostname(settings.domain())
                .setConnectTimeout((int) CONNECT.toMillis())
                .setKeepAlive(true)
                .setMaxPoolSize(1)
                .setSsl(settings.security() == Security.IMPLICIT)
                .setStarttls(
                        switch (settings.security()) {
                            case REQUIRED -> StartTLSOptions.REQUIRED;
                            case OPTIONAL -> StartTLSOptions.OPTIONAL;
                            case DISABLED, IMPLICIT -> StartTLSOptions.DISABLED;
                        })
                .setLogin(settings.user() == null ? LoginOption.DISABLED : LoginOption.REQUIRED);
        TrustOptions trust = settings.trust();
        if (trust != null) {
            config.setTrustOptions(trust);
        }
        if (settings.user() != null && settings.password() != null) {
            config.setUsername(settings.user()).setPassword(settings.password().reveal());
        }
        return config;
    }

    /** Owns the client's sockets. */
    private final class Room implements Deployable {

        @SuppressWarnings("NullAway.Init") // set by deploy, and only used after it
        private MailClient client;

        @Override
        public Future<?> deploy(Context context) {
            client = MailClient.create(vertx, config);
            return Future.succeededFuture();
        }

        @Override
        public Future<?> undeploy(Context context) {
            // Says QUIT if it can. Nobody waits for it: the sockets are closed right after this.
            client.close().onFailure(e -> LOG.debug("event=mail-quit-failed", e));
            return Future.succeededFuture();
        }
    }
}
