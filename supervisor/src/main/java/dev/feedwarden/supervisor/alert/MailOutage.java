package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Whether mail is down, as a stand-in for it was told. Times are monotonic nanoseconds. Pure but for what it remembers.
 *
 * <p>Down: a mail has failed for long enough, or one was given up, or the server lacks what only a person can mend: our
 * password, or TLS. Works again: a mail has been taken since, none has failed for long, and for as long none was given up;
 * so one address that is always refused beside one that is not does not make it swing with every alert.
 */
final class MailOutage {

    /** What a person is to be told. */
    enum Word {
        DOWN,
        WORKS
    }

    private final long after;
    private boolean down;
    private boolean sentSince;
    private boolean lasting;
    private @Nullable Mail dead;
    private long died;

    /** @param after for how long a mail may fail */
    MailOutage(Duration after) {
        this.after = after.toNanos();
    }

    /** What an earlier process told last, and whether a mail was taken after that. */
    void resume(boolean wasDown, boolean wasSentSince) {
        down = wasDown;
        sentSince = wasSentSince;
    }

    /**
     * An attempt has ended, or a mail was given up.
     *
     * @param failure null if it was taken
     */
    void ended(Mail mail, @Nullable Failure failure, long now) {
        if (failure == null) {
            sentSince = true;
            lasting = false;
            return;
        }
        lasting |= failure.lasting();
        if (mail.state() == Mail.State.DEAD) {
            sentSince = false;
            dead = mail;
            died = now;
        }
    }

    /**
     * What is to be told now; null for nothing.
     *
     * @param failing for how long the mail has failed that has for the longest, in nanoseconds; negative for none
     */
    @Nullable
    Word judge(long failing, long now) {
        boolean late = failing >= after;
        if (!down) {
            return late || lasting || dead != null ? Word.DOWN : null;
        }
        boolean calm = dead == null || now - died >= after;
        return sentSince && !lasting && !late && calm ? Word.WORKS : null;
    }

    /** It was told. */
    void told(Word word) {
        down = word == Word.DOWN;
        if (down) {
            sentSince = false;
        } else {
            dead = null;
        }
    }

    boolean isDown() {
        return down;
    }

    /** The mail that was given up last; null if there is none since mail worked. */
    @Nullable
    Mail dead() {
        return dead;
    }
}
