package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a row moves from state to state. Pure.
 *
 * <p>What is once unknown stays unknown until it is sent or dead: a later "not now" does not make the earlier attempt
 * certain.
 */
final class Delivery {

    private static final Map<State, Set<State>> MOVES = Map.of(
            State.PENDING, Set.of(State.SENDING),
            State.UNKNOWN, Set.of(State.SENDING),
            State.SENDING, Set.of(State.SENT, State.PENDING, State.UNKNOWN, State.DEAD),
            State.SENT, Set.of(),
            State.DEAD, Set.of(),
            State.KEPT, Set.of());

    private Delivery() {}

    /** A dialogue is about to begin. */
    static Mail begun(Mail mail) {
        return move(mail, State.SENDING, mail.attempts() + 1, null, null, mail.error());
    }

    /** The server took it. */
    static Mail sent(Mail sending, Instant now) {
        return move(sending, State.SENT, sending.attempts(), null, now, null);
    }

    /**
     * The attempt did not succeed.
     *
     * @param before the state before the attempt
     */
    static Mail failed(Mail sending, State before, Failure failure, Instant now) {
        boolean over = failure.kind() == Failure.Kind.REFUSED || RetryPolicy.isOver(sending, now);
        if (over) {
            return move(sending, State.DEAD, sending.attempts(), null, null, failure.error());
        }
        State next = failure.kind() == Failure.Kind.UNSURE ? State.UNKNOWN : before;
        Instant again = now.plus(RetryPolicy.wait(failure, sending.attempts()));
        return move(sending, next, sending.attempts(), again, null, failure.error());
    }

    /** The dialogue was never begun. */
    static Mail takenBack(Mail sending, Mail before) {
        return move(sending, before.state(), before.attempts(), before.nextAttempt(), null, before.error());
    }

    /** A row as a new process finds it: where a dialogue was under way, its end is unknown. */
    static Mail resumed(Mail mail, Instant now) {
        return mail.state() == State.SENDING
                ? move(mail, State.UNKNOWN, mail.attempts(), now, null, "unsure: stopped in the middle")
                : mail;
    }

    private static Mail move(
            Mail mail,
            State to,
            int attempts,
            @Nullable Instant nextAttempt,
            @Nullable Instant sent,
            @Nullable String error) {
        if (!MOVES.getOrDefault(mail.state(), Set.of()).contains(to)) {
            throw new IllegalStateException("mail " + mail.id() + " cannot go from " + mail.state() + " to " + to);
        }
        return new Mail(
                mail.id(),
                mail.incident(),
                mail.to(),
                mail.subject(),
                mail.text(),
                mail.html(),
                mail.messageId(),
                mail.inReplyTo(),
                to,
                attempts,
                mail.created(),
                nextAttempt,
                sent,
                error);
    }
}
