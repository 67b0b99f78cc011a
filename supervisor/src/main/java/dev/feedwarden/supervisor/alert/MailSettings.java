package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.Secret;
import io.vertx.core.net.TrustOptions;
import io.vertx.ext.mail.mailencoder.EmailAddress;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where mails go and how.
 *
 * @param host the mail server; null for none: mails are kept for the page to show
 * @param port 1 to 65535
 * @param user null to send without signing in
 * @param password null exactly where the user is
 * @param trust whom to trust instead of the JVM's own list; null for that list
 * @param from {@code user@host} or {@code Name <user@host>}
 * @param to 1 to 50 addresses; each gets mails of its own
 * @param page the address of the page; null leaves the link out
 * @param sending how they are sent, besides
 */
public record MailSettings(
        @Nullable String host,
        int port,
        Security security,
        @Nullable String user,
        @Nullable Secret password,
        @Nullable TrustOptions trust,
        String from,
        List<String> to,
        @Nullable URI page,
        Sending sending) {

    static final int RECIPIENTS = 50;

    private static final int ADDRESS_LENGTH = 320;

    public MailSettings {
        to = List.copyOf(to);
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("mail.port: expected 1 to 65535, found " + port);
        }
        if (user == null ^ password == null) {
            throw new IllegalArgumentException("mail: expected user and password together, found only "
                    + (user == null ? "a password" : "a user"));
        }
        if (to.isEmpty() || to.size() > RECIPIENTS) {
            throw new IllegalArgumentException("mail.to: expected 1 to 50 addresses, found " + to.size());
        }
        check("mail.from", from);
        to.forEach(address -> check("mail.to", address));
    }

    /** Sent as usual. */
    public MailSettings(
            @Nullable String host,
            int port,
            Security security,
            @Nullable String user,
            @Nullable Secret password,
            @Nullable TrustOptions trust,
            String from,
            List<String> to,
            @Nullable URI page) {
        this(host, port, security, user, password, trust, from, to, page, Sending.DEFAULT);
    }

    /** No server: mails to {@code operator@localhost} are kept for the page. */
    public static MailSettings kept(@Nullable URI page) {
        return new MailSettings(
                null,
                25,
                Security.REQUIRED,
                null,
                null,
                null,
                "feedwarden@localhost",
                List.of("operator@localhost"),
                page);
    }

    /** The servers in the order in which they are tried; empty where there is none. */
    List<Sending.Server> servers() {
        if (host == null) {
            return List.of();
        }
        return Stream.concat(Stream.of(new Sending.Server(host, port)), sending.fallback().stream())
                .toList();
    }

    /** The same with another way of sending. */
    public MailSettings with(Sending other) {
        return new MailSettings(host, port, security, user, password, trust, from, to, page, other);
    }

    /** Whether there is a server to send to. */
    public boolean configured() {
        return host != null;
    }

    /** The part of {@code from} after the {@code @}: where Message-IDs come from. */
    String domain() {
        String email = new EmailAddress(from).getEmail();
        return HeaderText.token(email.substring(email.indexOf('@') + 1));
    }

    static void check(String where, String address) {
        boolean sound = address.equals(HeaderText.line(address, ADDRESS_LENGTH));
        try {
            sound &= new EmailAddress(address).getEmail().indexOf('@') > 0;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": expected an address, found '" + address + "'", e);
        }
        if (!sound) {
            throw new IllegalArgumentException(where + ": expected an address in one line, found '"
                    + HeaderText.line(address, ADDRESS_LENGTH) + "'");
        }
    }
}
