package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** One mail to a recipient instead of several: it lists every one of them with its incident. Pure. */
final class Digest {

    private static final int MOST_SUBJECT = 120;

    /** As they begin a subject, the worst first. */
    private static final List<String> LEVELS = List.of("[RED]", "[YELLOW]", "[GREEN]");

    private Digest() {}

    /**
     * Composes the digest.
     *
     * @param id of the new row
     * @param folded what it tells of, oldest first; at least one, all to the same recipient
     */
    static Mail of(String id, List<Mail> folded, MessageIds ids, Instant now) {
        Mail first = folded.get(0);
        String level = LEVELS.stream()
                .filter(word -> folded.stream().anyMatch(mail -> mail.subject().startsWith(word)))
                .findFirst()
                .orElse("[YELLOW]");
        String worst = folded.stream()
                .map(Mail::subject)
                .filter(told -> told.startsWith(level))
                .findFirst()
                .orElse(first.subject());
        long incidents = folded.stream().map(Mail::incident).distinct().count();
        String headline = folded.size() + " alerts of " + incidents + (incidents == 1 ? " incident" : " incidents");
        String subject = HeaderText.line(level + " " + headline + ": " + worst, MOST_SUBJECT);
        return new Mail(
                id,
                first.incident(),
                first.to(),
                subject,
                text(headline, folded),
                HtmlBody.plain(headline, lines(folded)),
                ids.digest(id, now, first.to()),
                null,
                State.PENDING,
                0,
                now,
                now,
                null,
                null,
                id,
                first.channel());
    }

    private static String text(String headline, List<Mail> folded) {
        return headline + ", told in one mail because they came together:\n\n"
                + lines(folded).stream().map(line -> "  " + line + "\n").collect(Collectors.joining());
    }

    private static List<String> lines(List<Mail> folded) {
        return folded.stream()
                .map(mail -> Letter.time(mail.created()) + "  " + mail.incident() + "  " + mail.subject())
                .toList();
    }
}
