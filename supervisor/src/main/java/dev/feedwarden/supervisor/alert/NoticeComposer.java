package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Mail.State;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Writes what one notifier hands over: the plain text of a mail. */
final class NoticeComposer {

    private static final Stationery TEXT = Stationery.text();

    private final NoticeSettings settings;
    private final @Nullable URI page;
    private final LongSupplier numbers;
    private final MessageIds ids;

    /**
     * A composer that hands out numbers.
     *
     * @param page the address of the page; null leaves the link out
     * @param numbers the next row's number at each call
     */
    NoticeComposer(NoticeSettings settings, @Nullable URI page, LongSupplier numbers, MessageIds ids) {
        this.settings = settings;
        this.page = page;
        this.numbers = numbers;
        this.ids = ids;
    }

    /**
     * Composes the rows that are to be committed together with the change that caused them.
     *
     * @param when not to be sent before
     * @return one row for each recipient
     */
    List<Mail> compose(Announcement announcement, Instant when) {
        String subject = SubjectLine.of(announcement);
        String text = TEXT.write(Letter.of(announcement, page)).text();
        return settings.to().stream()
                .map(to -> notice(announcement, to, when, subject, text))
                .toList();
    }

    private Mail notice(Announcement announcement, String to, Instant when, String subject, String text) {
        Incident incident = announcement.incident();
        long number = numbers.getAsLong();
        return new Mail(
                "m-" + number,
                incident.id(),
                to,
                subject,
                text,
                "",
                ids.later(incident, number, to),
                null,
                State.PENDING,
                0,
                announcement.time(),
                when,
                null,
                null,
                null,
                settings.id());
    }
}
