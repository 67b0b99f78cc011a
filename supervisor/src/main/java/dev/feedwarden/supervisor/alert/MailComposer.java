package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Writes the mails. */
public final class MailComposer implements Composer {

    private static final int MOST_HEADLINE = 100;

    private static final int MOST_LINE = 400;

    private final MailSettings settings;
    private final LongSupplier numbers;
    private final MessageIds ids;
    private final Routing routing;

    /**
     * A composer that hands out numbers.
     *
     * @param routing who gets what
     * @param numbers the next mail's number at each call; begins with {@code Resumption.nextMail}
     */
    public MailComposer(MailSettings settings, Routing routing, LongSupplier numbers) {
        this.settings = settings;
        this.routing = routing;
        this.numbers = numbers;
        this.ids = new MessageIds(settings.domain());
    }

    @Override
    public List<Mail> compose(Announcement announcement) {
        Letter letter = Letter.of(announcement, settings.page());
        String subject = SubjectLine.of(announcement);
        String text = PlainBody.of(letter);
        String html = HtmlBody.of(letter);
        List<Mail> mails = new ArrayList<>();
        routing.recipients(announcement)
                .forEach((to, when) -> mails.add(mail(announcement, to, when, subject, text, html)));
        return mails;
    }

    @Override
    public List<Mail> compose(Bulletin bulletin) {
        String subject = "[" + bulletin.level().word().toUpperCase(Locale.ROOT) + "] "
                + HeaderText.line(bulletin.headline(), MOST_HEADLINE);
        List<String> lines = bulletin.lines().stream()
                .map(line -> HeaderText.line(line, MOST_LINE))
                .toList();
        String text = String.join("\n", lines) + "\n";
        String html = HtmlBody.plain(HeaderText.line(bulletin.headline(), MOST_HEADLINE), lines);
        return settings.to().stream()
                .map(to -> {
                    long number = numbers.getAsLong();
                    return new Mail(
                            "m-" + number,
                            "",
                            to,
                            subject,
                            text,
                            html,
                            ids.bulletin(bulletin, number, to),
                            null,
                            settings.configured() ? State.PENDING : State.KEPT,
                            0,
                            bulletin.time(),
                            settings.configured() ? bulletin.time() : null,
                            null,
                            null,
                            null);
                })
                .toList();
    }

    private Mail mail(Announcement announcement, String to, Instant when, String subject, String text, String html) {
        Incident incident = announcement.incident();
        long number = numbers.getAsLong();
        String first = ids.first(incident, to);
        boolean knows = incident.mailed()
                && (incident.attention().recipients().isEmpty()
                        || incident.attention().recipients().contains(to));
        return new Mail(
                "m-" + number,
                incident.id(),
                to,
                subject,
                text,
                html,
                knows ? ids.later(incident, number, to) : first,
                knows ? first : null,
                settings.configured() ? State.PENDING : State.KEPT,
                0,
                announcement.time(),
                settings.configured() ? when : null,
                null,
                null,
                null);
    }
}
