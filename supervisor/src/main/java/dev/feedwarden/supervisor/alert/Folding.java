package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.history.Mail;
import java.time.Instant;
import java.util.List;
import java.util.function.LongSupplier;

/** The stage that puts what waits for one recipient into one row where that is much. For the core event loop. */
final class Folding {

    private final MailQueue queue;
    private final MailLimit limit;
    private final MessageIds ids;
    private final LongSupplier numbers;

    Folding(MailQueue queue, MailLimit limit, MessageIds ids, LongSupplier numbers) {
        this.queue = queue;
        this.limit = limit;
        this.ids = ids;
        this.numbers = numbers;
    }

    /**
     * The row itself, or a digest of all that waits for its recipient, which takes their place in the queue.
     *
     * @param now monotonic nanoseconds
     * @param steps receives what becomes of the rows that the digest tells of
     */
    Mail fold(Mail next, long now, Instant time, List<Mail> steps) {
        List<Mail> fresh = next.attempts() > 0 || next.isDigest() ? List.of() : queue.fresh(next.to(), now);
        if (fresh.size() < limit.digestFrom()) {
            return next;
        }
        Mail digest = Digest.of("m-" + numbers.getAsLong(), fresh, ids, time);
        for (Mail mail : fresh) {
            steps.add(Delivery.folded(mail, digest.id()));
            queue.remove(mail.id());
        }
        queue.put(digest, now);
        return digest;
    }
}
