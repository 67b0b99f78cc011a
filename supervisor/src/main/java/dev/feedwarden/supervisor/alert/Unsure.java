package dev.feedwarden.supervisor.alert;

/** What happens to a mail of which nobody knows whether the server took it: the dialogue broke after the final dot. */
public enum Unsure {
    /** It is sent again with the same Message-ID, and its text says that it may be a repeat. */
    RESEND,
    /** It is not sent again and stands in the outbox as dead: a gap rather than a repeat. */
    HOLD
}
