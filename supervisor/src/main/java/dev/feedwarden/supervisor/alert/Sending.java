package dev.feedwarden.supervisor.alert;

import java.util.List;

/**
 * How mails are sent, besides by which server.
 *
 * @param fallback further servers, tried in turn while one before them cannot be reached or does not serve us; signed in to
 *     like the first
 * @param limit how many mails one recipient gets
 * @param unsure what happens to a mail that may have been taken
 * @param rounds when people hear although nothing is wrong
 */
public record Sending(List<Server> fallback, MailLimit limit, Unsure unsure, Rounds rounds) {

    /** No further server, the usual limit, and rather a repeat than a gap. */
    public static final Sending DEFAULT = new Sending(List.of(), MailLimit.DEFAULT, Unsure.RESEND);

    private static final int SERVERS = 8;

    public Sending {
        fallback = List.copyOf(fallback);
        if (fallback.size() > SERVERS) {
            throw new IllegalArgumentException("mail.fallback: expected at most 8 servers, found " + fallback.size());
        }
    }

    /** Nobody hears anything while nothing is wrong. */
    public Sending(List<Server> fallback, MailLimit limit, Unsure unsure) {
        this(fallback, limit, unsure, Rounds.NONE);
    }

    /**
     * A mail server.
     *
     * @param port 1 to 65535
     */
    public record Server(String host, int port) {

        public Server {
            if (host.isEmpty() || port < 1 || port > 65_535) {
                throw new IllegalArgumentException(
                        "expected a host and a port of 1 to 65535, found " + host + ":" + port);
            }
        }

        /**
         * Reads {@code host} or {@code host:port}.
         *
         * @param usual the port where none is said
         * @throws IllegalArgumentException if it is neither
         */
        public static Server of(String text, int usual) {
            int colon = text.lastIndexOf(':');
            if (colon < 0) {
                return new Server(text, usual);
            }
            try {
                return new Server(text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("expected host or host:port, found " + text, e);
            }
        }

        @Override
        public String toString() {
            return host + ":" + port;
        }
    }
}
