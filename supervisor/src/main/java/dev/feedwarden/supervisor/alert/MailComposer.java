package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.util.List;
import java.util.function.LongSupplier;

/** Writes the mails. */
public final class MailComposer implements Composer {

    private final MailSettings settings;
    private final LongSupplier numbers;
    private final MessageIds ids;

    /**
     * A composer that hands out numbers.
     *
     * @param numbers the next mail's number at each call; begins with {@code Resumption.nextMail}
     */
    public MailComposer(MailSettings settings, LongSupplier numbers) {
        this.settings = settings;
        this.numbers = numbers;
        this.ids = new MessageIds(settings.domain());
    }

    @Override
    public List<Mail> compose(Announcement announcement) {
        Letter letter = Letter.of(announcement, settings.page());
        String subject = SubjectLine.of(announcement);
        String text = PlainBody.of(letter);
        String html = HtmlBody.of(letter);
        return settings.to().stream()
                .map(to -> mail(announcement, to, subject, text, html))
                .toList();
    }

    private Mail mail(Announcement announcement, String to, String subject, String text, String html) {
        Incident incident = announcement.incident();
        long number = numbers.getAsLong();
        String first = ids.first(incident, to);
        return new Mail(
                "m-" + number,
                incident.id(),
                to,
                subject,
                text,
                html,
                incident.mailed() ? ids.later(incident, number, to) : first,
                incident.mailed() ? first : null,
                settings.configured() ? State.PENDING : State.KEPT,
                0,
                announcement.time(),
                settings.configured() ? announcement.time() : null,
                null,
                null,
                null);
    }
}
