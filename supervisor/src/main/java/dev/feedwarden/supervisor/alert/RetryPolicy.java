package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When to try again, and when to give up (RFC 5321, 4.5.4.1: not before 4 to 5 days). Pure. */
final class RetryPolicy {

    private static final List<Duration> WAITS = List.of(
            Duration.ofSeconds(30),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(5),
            Duration.ofMinutes(10),
            Duration.ofMinutes(15));

    private static final Duration LIFE = Duration.ofDays(5);

    /** Three tries an hour: servers lock an account after a few wrong passwords. */
    private static final Duration AUTH_WAIT = Duration.ofMinutes(20);

    /** What has not been tried yet waits no longer than this: quiet hours end once a week. */
    private static final Duration LONGEST_QUIET = Duration.ofDays(7);

    private static final Duration SERVER_WAIT = Duration.ofSeconds(30);

    /** After so many attempts a mail no longer makes later ones to the same recipient wait. */
    private static final int STEPS_ASIDE = 5;

    private RetryPolicy() {}

    /** No wait is longer than this. */
    static Duration longest() {
        return AUTH_WAIT;
    }

    /**
     * How long one mail waits after a failure.
     *
     * @param attempts how many have been made, at least 1
     */
    static Duration wait(Failure failure, int attempts) {
        return failure.kind() == Failure.Kind.AUTH ? AUTH_WAIT : WAITS.get(Math.min(attempts, WAITS.size()) - 1);
    }

    /**
     * How long until a row may be tried: not longer than a wait here takes, whatever the clock says.
     *
     * @param now as the wall clock says
     */
    static Duration untilNext(Mail mail, Instant now) {
        Instant next = mail.nextAttempt();
        if (next == null || !next.isAfter(now)) {
            return Duration.ZERO;
        }
        Duration wait = Duration.between(now, next);
        Duration most = mail.attempts() == 0 ? LONGEST_QUIET : longest();
        return wait.compareTo(most) > 0 ? most : wait;
    }

    /** How long every mail waits after a failure that is not about one mail. */
    static Duration pause(Failure failure) {
        return switch (failure.kind()) {
            case AUTH -> AUTH_WAIT;
            case SERVER, INSECURE -> SERVER_WAIT;
            case BUSY, REFUSED, UNSURE -> Duration.ZERO;
        };
    }

    /** Whether another server may do what this one did not: it was not about the mail, nor about our password. */
    static boolean isTheServers(Failure failure) {
        return switch (failure.kind()) {
            case SERVER, INSECURE, UNSURE -> true;
            case AUTH, BUSY, REFUSED -> false;
        };
    }

    /** Whether the mail was certainly not taken. */
    static boolean isCertain(Failure failure) {
        return failure.kind() != Failure.Kind.UNSURE;
    }

    /** Whether to give up. The attempts count as well, since a clock may jump by days. */
    static boolean isOver(Mail mail, Instant now) {
        return mail.attempts() > WAITS.size() && !now.isBefore(mail.created().plus(LIFE));
    }

    /** Whether later mails to the recipient wait for this one, so that they arrive in order. */
    static boolean goesFirst(Mail mail) {
        return mail.attempts() < STEPS_ASIDE;
    }
}
