package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-in for mail says of mail itself. The word that mail works again replies to the word that it is down, by which
 * a new process sees what was said last. Pure.
 */
final class OutageNotice {

    /** Stands where other rows name their incident. */
    static final String MAIL = "mail";

    private static final int MOST_SUBJECT = 120;

    private static final int MOST_LISTED = 20;

    private OutageNotice() {}

    /** The newest word on mail in a channel; null for none. */
    static @Nullable Mail last(String channel, List<Mail> newestFirst) {
        return newestFirst.stream()
                .filter(row -> channel.equals(row.channel()) && row.incident().equals(MAIL) && !row.isDigest())
                .findFirst()
                .orElse(null);
    }

    static boolean saysDown(Mail word) {
        return word.inReplyTo() == null;
    }

    /**
     * Mail is down.
     *
     * @param waiting the mails that wait, the oldest first
     * @param dead the one that was given up last; null for none
     */
    static Text down(List<Mail> waiting, @Nullable Mail dead, Instant now) {
        String last = waiting.stream()
                .map(Mail::error)
                .filter(error -> error != null)
                .findFirst()
                .orElse(dead == null ? "none" : String.valueOf(dead.error()));
        StringBuilder text = new StringBuilder(512)
                .append("Mails do not arrive. Until they do, alerts come here.\n\nLast answer: ")
                .append(last)
                .append('\n');
        if (dead != null) {
            text.append("\nGiven up:\n").append(line(dead));
        }
        if (!waiting.isEmpty()) {
            text.append("\nWaiting:\n");
            waiting.stream().limit(MOST_LISTED).forEach(mail -> text.append(line(mail)));
        }
        if (waiting.size() > MOST_LISTED) {
            text.append("  and ").append(waiting.size() - MOST_LISTED).append(" more, which the page lists\n");
        }
        String what = waiting.isEmpty()
                ? "given up: " + last
                : waiting.size() + " not delivered, the oldest for "
                        + SpanText.of(Duration.between(waiting.get(0).created(), now));
        return new Text(HeaderText.line("[RED] mail: " + what, MOST_SUBJECT), text.toString());
    }

    /** Mail works again. */
    static Text works(int waiting) {
        return new Text(
                "[GREEN] mail: works again",
                "Mails arrive again; " + waiting + " are still on their way. Alerts come by mail alone from now on.\n");
    }

    private static String line(Mail mail) {
        return "  " + Letter.time(mail.created()) + "  " + mail.incident() + "  to " + mail.to() + "  " + mail.subject()
                + "\n";
    }

    /** What is said. */
    record Text(String subject, String body) {

        /**
         * The row for one recipient.
         *
         * @param number of the row
         * @param answers the word that mail is down; null in that word itself
         */
        Mail row(long number, String channel, String to, MessageIds ids, @Nullable String answers, Instant now) {
            String id = "m-" + number;
            return new Mail(
                    id,
                    MAIL,
                    to,
                    subject,
                    body,
                    "",
                    ids.digest(id, now, to),
                    answers,
                    State.PENDING,
                    0,
                    now,
                    now,
                    null,
                    null,
                    null,
                    channel);
        }
    }
}
