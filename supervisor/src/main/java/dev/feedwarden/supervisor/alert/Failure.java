package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.notify.NotifyException;
import io.vertx.ext.mail.SMTPException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Why an attempt did not end in a mail that was taken.
 *
 * @param text one line for a person
 */
record Failure(Kind kind, String text) {

    /** What follows from a failure. */
    enum Kind {
        /** The server cannot be reached or does not serve us. No mail can go out; the mail itself is not at fault. */
        SERVER,
        /** The server gives no encryption where it is required, or its certificate is not to be trusted. */
        INSECURE,
        /** The server does not take our name and password. */
        AUTH,
        /** "Not now" for this mail: an answer of 400 to 499. */
        BUSY,
        /** "Never" for this mail: an answer of 500 to 599 to the envelope or the text. */
        REFUSED,
        /** No answer: the mail may have been taken. */
        UNSURE;

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int MOST_TEXT = 300;

    /** RFC 4954, 6: authentication required, mechanism too weak, credentials invalid, encryption required. */
    private static final Set<Integer> AUTH_CODES = Set.of(530, 534, 535, 538);

    /** How the mail client begins its message when there is no TLS but must be. */
    private static final String NO_TLS = "STARTTLS required";

    /** How the mail client begins its message when the server's answer was about the mail and not about the session. */
    private static final Set<String> ABOUT_THE_MAIL = Set.of(
            "sender address not accepted",
            "recipient address not accepted",
            "DATA command not accepted",
            "sending data failed");

    static Failure of(Throwable cause) {
        String message = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
        return new Failure(kind(cause, message), HeaderText.line(message, MOST_TEXT));
    }

    /** Of a notifier: where it does not say "never", it is the other side that does not serve us now. */
    static Failure ofNotice(Throwable cause) {
        Failure failure = of(cause);
        boolean never = cause instanceof NotifyException said && said.retry() == NotifyException.Retry.NEVER;
        return new Failure(never ? Kind.REFUSED : Kind.SERVER, failure.text());
    }

    static Failure timeout(String after) {
        return new Failure(Kind.UNSURE, "no answer within " + after);
    }

    /** The process ended in the middle of the attempt. */
    static Failure interrupted() {
        return new Failure(Kind.UNSURE, "stopped in the middle");
    }

    /** Whether no attempt will succeed until a person has corrected the settings or the server. */
    boolean lasting() {
        return kind == Kind.INSECURE || kind == Kind.AUTH;
    }

    /** As it stands in a row: the kind and the text. */
    String error() {
        return kind.word() + ": " + text;
    }

    /** Whether a row's error is of the kind. */
    static boolean is(Kind kind, @Nullable String error) {
        return error != null && error.startsWith(kind.word() + ": ");
    }

    private static Kind kind(Throwable cause, String message) {
        if (cause instanceof SMTPException answer) {
            return kind(answer, message);
        }
        if (cause instanceof ConnectException || cause instanceof UnknownHostException) {
            return Kind.SERVER;
        }
        if (cause instanceof SSLHandshakeException || message.startsWith(NO_TLS)) {
            return Kind.INSECURE;
        }
        if (cause instanceof IOException) {
            return Kind.UNSURE;
        }
        return cause instanceof IllegalArgumentException ? Kind.REFUSED : Kind.SERVER;
    }

    private static Kind kind(SMTPException answer, String message) {
        if (AUTH_CODES.contains(answer.getReplyCode())) {
            return Kind.AUTH;
        }
        if (ABOUT_THE_MAIL.stream().noneMatch(message::startsWith)) {
            return Kind.SERVER;
        }
        return answer.isPermanent() ? Kind.REFUSED : Kind.BUSY;
    }
}
