package dev.feedwarden.supervisor.status;

import dev.feedwarden.supervisor.alert.Bulletin;
import dev.feedwarden.supervisor.alert.Composer;
import dev.feedwarden.supervisor.alert.Rounds;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Silence;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the weekly summary and the daily proof of life when they are due. Which were sent already, the outbox remembers:
 * their mails are written in the draft like all others, and looked for before the first one of a process. What is overdue by
 * {@value #LATE_HOURS} h is left out: the next one comes anyway. On the core event loop.
 */
final class Newsdesk {

    static final int LATE_HOURS = 12;

    private static final int MOST = 1_000;
    private static final Duration AGAIN = Duration.ofMinutes(1);
    private static final Logger LOG = LoggerFactory.getLogger(Newsdesk.class);

    private final Rounds rounds;
    private final Composer composer;
    private final History history;
    private final Supplier<StatusBoard> board;
    private final Supplier<List<Silence>> silences;
    private final Supplier<Draft> draft;
    private final Map<Rounds.Kind, Instant> sent = new EnumMap<>(Rounds.Kind.class);
    private boolean reading;
    private Instant notBefore = Instant.MIN;

    /**
     * With nothing sent yet.
     *
     * @param silences those in force
     */
    Newsdesk(
            Rounds rounds,
            Composer composer,
            History history,
            Supplier<StatusBoard> board,
            Supplier<List<Silence>> silences,
            Supplier<Draft> draft) {
        this.rounds = rounds;
        this.composer = composer;
        this.history = history;
        this.board = board;
        this.silences = silences;
        this.draft = draft;
    }

    /** Whether something is due, and then has it written in the draft, or soon afterwards. Times are the wall clock's. */
    void look(Instant now) {
        for (Rounds.Kind kind : Rounds.Kind.values()) {
            @Nullable Instant due = rounds.last(kind, now);
            if (due == null) {
                continue;
            }
            Instant moment = due;
            boolean late = moment.plus(Duration.ofHours(LATE_HOURS)).isBefore(now);
            if (!late
                    && !reading
                    && !notBefore.isAfter(now)
                    && sent.getOrDefault(kind, Instant.MIN).isBefore(moment)) {
                reading = true;
                Future.all(history.incidents(MOST), history.mails(MOST)).onComplete(read -> {
                    reading = false;
                    if (read.succeeded()) {
                        write(
                                kind,
                                due,
                                now,
                                read.result().resultAt(0),
                                read.result().resultAt(1));
                    } else {
                        notBefore = now.plus(AGAIN);
                        LOG.warn("event=bulletin-put-off kind={}", kind.word(), read.cause());
                    }
                });
            }
        }
    }

    private void write(Rounds.Kind kind, Instant due, Instant now, List<Incident> incidents, List<Mail> mails) {
        Instant before = mails.stream()
                .filter(mail -> mail.messageId().startsWith("<" + kind.word() + "-"))
                .map(Mail::created)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        sent.put(kind, before.isBefore(due) ? now : before);
        if (before.isBefore(due)) {
            Bulletin bulletin = kind == Rounds.Kind.ALIVE
                    ? WeekReview.alive(board.get(), now)
                    : WeekReview.summary(board.get(), incidents, mails, silences.get(), now);
            draft.get().mails(composer.compose(bulletin));
        }
    }
}
