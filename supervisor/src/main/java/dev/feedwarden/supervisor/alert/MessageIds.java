package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Incident;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Message-IDs (RFC 5322, 3.6.4) that need no memory: {@code <thread.number.recipient@domain>}. The thread is the
 * incident's; the recipient is a hash.
 */
final class MessageIds {

    private final String domain;

    MessageIds(String domain) {
        this.domain = domain;
    }

    /** Of the incident's first mail to the recipient, from which its thread hangs. */
    String first(Incident incident, String recipient) {
        return id(incident, "first", recipient);
    }

    /** Of a later mail, by the number of its row. */
    String later(Incident incident, long mail, String recipient) {
        return id(incident, Long.toString(mail), recipient);
    }

    /** Of a mail that tells of several. */
    String digest(String id, Instant created, String recipient) {
        return "<" + HeaderText.token(id) + "-" + created.toEpochMilli() + ".digest." + hash(recipient) + "@" + domain
                + ">";
    }

    /** Of what is no incident. */
    String bulletin(Bulletin bulletin, long mail, String recipient) {
        return "<" + HeaderText.token(bulletin.kind()) + "-" + bulletin.time().toEpochMilli() + "." + mail + "."
                + hash(recipient) + "@" + domain + ">";
    }

    private String id(Incident incident, String which, String recipient) {
        return "<" + HeaderText.token(incident.thread()) + "." + which + "." + hash(recipient) + "@" + domain + ">";
    }

    private static String hash(String recipient) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(recipient.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
