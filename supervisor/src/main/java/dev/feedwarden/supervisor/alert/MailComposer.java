package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes the mails. */
public final class MailComposer implements Composer {

    private static final int MOST_HEADLINE = 100;

    private static final int MOST_LINE = 400;

    private final MailSettings settings;
    private final LongSupplier numbers;
    private final MessageIds ids;
    private final Routing routing;
    private final Writing writing;

    /**
     * How letters are written.
     *
     * @param acts null where mails have no links that act
     * @param fellBack run when a template of the user's own failed and the built-in one was taken
     */
    public record Writing(
            Stationery text, Stationery html, @Nullable ActLinks acts, Runnable fellBack) {
        /** With the built-in templates, and without links that act. */
        public static Writing builtIn() {
            return new Writing(Stationery.text(), Stationery.html(), null, () -> {});
        }
    }

    /** One that writes with the built-in templates. */
    public MailComposer(MailSettings settings, Routing routing, LongSupplier numbers) {
        this(settings, routing, numbers, Writing.builtIn());
    }

    /**
     * A composer that hands out numbers.
     *
     * @param routing who gets what
     * @param numbers the next mail's number at each call; begins with {@code Resumption.nextMail}
     */
    public MailComposer(MailSettings settings, Routing routing, LongSupplier numbers, Writing writing) {
        this.settings = settings;
        this.routing = routing;
        this.numbers = numbers;
        this.writing = writing;
        this.ids = new MessageIds(settings.domain());
    }

    @Override
    public List<Mail> compose(Announcement announcement) {
        Letter letter = Letter.of(announcement, settings.page());
        String subject = SubjectLine.of(announcement);
        List<Mail> mails = new ArrayList<>();
        routing.recipients(announcement).forEach((to, when) -> {
            if (!Route.isId(to)) {
                mails.add(mail(announcement, to, when, subject, letter));
            }
        });
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

    @Override
    public Rounds rounds() {
        return settings.sending().rounds();
    }

    private Mail mail(Announcement announcement, String to, Instant when, String subject, Letter letter) {
        Incident incident = announcement.incident();
        Letter own = own(letter, announcement, to);

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
                write(writing.text(), own),
                write(writing.html(), own),
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

    /** What is over needs no hands. */
    private Letter own(Letter letter, Announcement announcement, String to) {
        ActLinks acts = writing.acts();
        if (acts == null || announcement.occasion() == Announcement.Occasion.RESOLVED) {
            return letter;
        }
        String incident = announcement.incident().id();
        return letter.with(
                acts.link(ActLinks.Purpose.ACK, incident, to, announcement.time()),
                acts.link(ActLinks.Purpose.SILENCE, incident, to, announcement.time()));
    }

    private String write(Stationery stationery, Letter letter) {
        Stationery.Written written = stationery.write(letter);
        if (written.fellBack()) {
            writing.fellBack().run();
        }
        return written.text();
    }
}
