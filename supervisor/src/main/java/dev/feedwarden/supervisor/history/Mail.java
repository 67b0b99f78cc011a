package dev.feedwarden.supervisor.history;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A row of the outbox: one mail, or one notice of another channel, to one recipient.
 *
 * @param id {@code m-} and a number that grows
 * @param incident the incident it tells of
 * @param to one address, in the channel's own form
 * @param subject one line without control characters
 * @param text the plain-text part
 * @param html the HTML part
 * @param messageId the Message-ID header, the same on every attempt
 * @param inReplyTo the Message-ID of the incident's first mail to this recipient; null for that mail itself
 * @param attempts how many attempts have begun
 * @param nextAttempt not before this; null when nothing is to be tried
 * @param error the last answer that was not a success
 * @param digest the mail that tells of it instead; its own id in that mail itself; null for a mail that stands alone
 * @param channel the id of the notifier that hands it over; null for mail
 */
public record Mail(
        String id,
        String incident,
        String to,
        String subject,
        String text,
        String html,
        String messageId,
        @Nullable String inReplyTo,
        State state,
        int attempts,
        Instant created,
        @Nullable Instant nextAttempt,
        @Nullable Instant sent,
        @Nullable String error,
        @Nullable String digest,
        @Nullable String channel) {

    /** A row for mail. */
    public Mail(
            String id,
            String incident,
            String to,
            String subject,
            String text,
            String html,
            String messageId,
            @Nullable String inReplyTo,
            State state,
            int attempts,
            Instant created,
            @Nullable Instant nextAttempt,
            @Nullable Instant sent,
            @Nullable String error,
            @Nullable String digest) {
        this(
                id,
                incident,
                to,
                subject,
                text,
                html,
                messageId,
                inReplyTo,
                state,
                attempts,
                created,
                nextAttempt,
                sent,
                error,
                digest,
                null);
    }

    /** The number in the id. */
    public long number() {
        return Ids.number("m-", id);
    }

    /** The name of its channel: {@code mail}, or the id of a notifier. */
    public String way() {
        return channel == null ? "mail" : channel;
    }

    /** Who is told, for a person: the address of a mail, the id of another channel. */
    public String receiver() {
        return channel == null ? to : channel;
    }

    /** Whether it tells of several mails instead of them. */
    public boolean isDigest() {
        return id.equals(digest);
    }

    /** Where a mail stands. */
    public enum State {
        /** To be sent. */
        PENDING,
        /** A dialogue has begun. Written before DATA: after a crash it means "maybe sent". */
        SENDING,
        /** The server took it. */
        SENT,
        /** The dialogue broke after the final dot: it may have been taken. It is sent again with the same id. */
        UNKNOWN,
        /** Refused for good, or given up after five days. */
        DEAD,
        /** Not sent by itself: a digest tells of it. */
        FOLDED,
        /** No mail server is configured: it stays here for the page to show. */
        KEPT;

        /** Whether nothing is left to be done. */
        public boolean settled() {
            return this == SENT || this == DEAD || this == FOLDED || this == KEPT;
        }

        /** As JSON and the page write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
