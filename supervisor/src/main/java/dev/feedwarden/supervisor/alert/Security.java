package dev.feedwarden.supervisor.alert;

/** How the way to the mail server is kept from strangers. */
public enum Security {
    /** STARTTLS, or no mail goes out. */
    REQUIRED,
    /** STARTTLS if the server offers it. Whoever sits on the way can take the offer out. */
    OPTIONAL,
    /** In the clear. */
    DISABLED,
    /** TLS from the first byte, as on port 465. */
    IMPLICIT
}
