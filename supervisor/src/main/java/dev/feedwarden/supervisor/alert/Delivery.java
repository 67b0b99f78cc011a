package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.time.Duration;
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
            State.PENDING, Set.of(State.SENDING, State.FOLDED, State.DEAD),
            State.UNKNOWN, Set.of(State.SENDING, State.DEAD),
            State.SENDING, Set.of(State.SENT, State.PENDING, State.UNKNOWN, State.DEAD),
            State.SENT, Set.of(),
            State.DEAD, Set.of(),
            State.FOLDED, Set.of(),
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
     * @param unsure what happens to a mail that may have been taken
     * @param wait how long until the next attempt
     */
    static Mail failed(Mail sending, State before, Failure failure, Unsure unsure, Duration wait, Instant now) {
        boolean over = failure.kind() == Failure.Kind.REFUSED || RetryPolicy.isOver(sending, now);
        boolean held = failure.kind() == Failure.Kind.UNSURE && unsure == Unsure.HOLD;
        if (over || held) {
            return move(sending, State.DEAD, sending.attempts(), null, null, failure.error());
        }
        State next = failure.kind() == Failure.Kind.UNSURE ? State.UNKNOWN : before;
        return move(sending, next, sending.attempts(), now.plus(wait), null, failure.error());
    }

    /** The dialogue was never begun. */
    static Mail takenBack(Mail sending, Mail before) {
        return move(sending, before.state(), before.attempts(), before.nextAttempt(), null, before.error());
    }

    /**
     * A row as a new process finds it: where a dialogue was under way, its end is unknown.
     *
     * @param unsure what happens to a mail that may have been taken
     */
    static Mail resumed(Mail mail, Unsure unsure, Instant now) {
        Mail found = mail.state() == State.SENDING
                ? move(
                        mail,
                        State.UNKNOWN,
                        mail.attempts(),
                        now,
                        null,
                        Failure.interrupted().error())
                : mail;
        return found.state() == State.UNKNOWN && unsure == Unsure.HOLD
                ? move(found, State.DEAD, found.attempts(), null, null, found.error())
                : found;
    }

    /** Its channel is not there any more. */
    static Mail abandoned(Mail mail, String why) {
        return move(mail, State.DEAD, mail.attempts(), null, null, why);
    }

    /** A digest tells of it from now on. */
    static Mail folded(Mail mail, String digest) {
        return copy(mail, State.FOLDED, mail.attempts(), null, null, mail.error(), digest);
    }

    private static Mail move(
            Mail mail,
            State to,
            int attempts,
            @Nullable Instant nextAttempt,
            @Nullable Instant sent,
            @Nullable String error) {
        return copy(mail, to, attempts, nextAttempt, sent, error, mail.digest());
    }

    private static Mail copy(
            Mail mail,
            State to,
            int attempts,
            @Nullable Instant nextAttempt,
            @Nullable Instant sent,
            @Nullable String error,
            @Nullable String digest) {
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
                error,
                digest,
                mail.channel());
    }
}
