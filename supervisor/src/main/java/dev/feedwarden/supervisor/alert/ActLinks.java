package dev.feedwarden.supervisor.alert;

import java.net.URI;
import java.time.Instant;

/** Makes the links with which the reader of a mail acknowledges or silences by one click and a confirmation. */
@FunctionalInterface
public interface ActLinks {

    /**
     * A link for one recipient.
     *
     * @param time of the mail; the link lapses some days after it
     */
    URI link(Purpose purpose, String incident, String recipient, Instant time);

    /** What a link is for; it is good for nothing else. */
    enum Purpose {
        ACK,
        SILENCE
    }
}
