package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.supervisor.alert.OutageNotice.Text;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A notifier that stands in for mail: says once that mail is down, is used while it is, and says once that it works again.
 * What it says of a mail that was given up is written down together with that mail. For the core event loop.
 */
final class Standby implements Witness {

    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);

    /** How often it looks; a thousandth of the longest wait, and quick beside the usual ten minutes. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final NoticeSettings settings;
    private final MailOutbox mails;
    private final MessageIds ids;
    private final OutboxParts parts;
    private final Consumer<List<Mail>> own;
    private final MailOutage outage;
    private @Nullable Timer looking;
    private @Nullable String downId;

    /** @param own delivers what is said */
    Standby(NoticeSettings settings, MailOutbox mails, MessageIds ids, OutboxParts parts, Consumer<List<Mail>> own) {
        this.settings = settings;
        this.mails = mails;
        this.ids = ids;
        this.parts = parts;
        this.own = own;
        outage = new MailOutage(settings.after());
    }

    /**
     * Begins to look.
     *
     * @param newestFirst the rows that earlier processes wrote, as far back as may be
     */
    void start(List<Mail> newestFirst) {
        @Nullable Mail last = OutageNotice.last(settings.id(), newestFirst);
        if (last != null && OutageNotice.saysDown(last)) {
            downId = last.messageId();
            outage.resume(
                    true,
                    newestFirst.stream()
                            .anyMatch(row -> row.channel() == null
                                    && row.sent() != null
                                    && row.sent().isAfter(last.created())));
        }
        looking = parts.timers().every(LOOK, this::look);
    }

    /** Whether alerts are to come here as well. */
    boolean isDown() {
        return outage.isDown();
    }

    /** A failure after which another server is tried at once is none yet. */
    @Override
    public List<Mail> ended(Mail after, @Nullable Failure failure) {
        Instant next = after.nextAttempt();
        boolean elsewhere = next != null && !next.isAfter(parts.timers().now());
        if (!elsewhere) {
            outage.ended(after, failure, parts.timers().nanoTime());
        }
        return looking == null ? List.of() : words();
    }

    @Override
    public void recorded(List<Mail> more) {
        own.accept(more);
    }

    void close() {
        if (looking != null) {
            looking.cancel();
            looking = null;
        }
    }

    private void look() {
        List<Mail> words = words();
        if (!words.isEmpty()) {
            parts.history()
                    .commit(Transaction.ofMails(words))
                    .onFailure(cause -> LOG.error("event=mail-unrecorded notifier={}", settings.id(), cause))
                    .onComplete(done -> recorded(words));
        }
    }

    /** What is to be said now; counts as said from now on, whether or not the store can take it. */
    private List<Mail> words() {
        MailOutage.@Nullable Word word =
                outage.judge(mails.failingFor(), parts.timers().nanoTime());
        if (word == null) {
            return List.of();
        }
        Instant now = parts.timers().now();
        boolean down = word == MailOutage.Word.DOWN;
        List<Mail> waiting = mails.waiting();
        Text text = down ? OutageNotice.down(waiting, outage.dead(), now) : OutageNotice.works(waiting.size());
        List<Mail> rows = settings.to().stream()
                .map(to -> text.row(parts.numbers().getAsLong(), settings.id(), to, ids, down ? null : downId, now))
                .toList();
        LOG.warn("event=mail-{} notifier={}", down ? "down" : "works", settings.id());
        outage.told(word);
        downId = down ? rows.get(0).messageId() : null;
        return rows;
    }
}
