package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.Transaction;
import dev.feedwarden.supervisor.metrics.Meters;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers mails by SMTP, one at a time; what comes too fast for a recipient goes to him in one mail. Every step is written
 * down before the next: that a dialogue begins, and how it ended. {@link RetryPolicy} and {@link Delivery} decide, this
 * class acts. Every method is called on the event loop that the timers belong to.
 */
public final class MailOutbox implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(MailOutbox.class);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    /** How long after a failed look into the store the next one is. */
    private static final Duration LOAD_WAIT = Duration.ofSeconds(30);

    /** What has not been tried yet waits no longer than this, whatever the clock says: quiet hours end once a week. */
    private static final Duration LONGEST_QUIET = Duration.ofDays(7);

    private final Vertx vertx;
    private final MailSettings settings;
    private final OutboxLimits limits;
    private final History history;
    private final Timers timers;
    private final OutboxMeters meters;
    private final MailQueue queue;
    private final RecipientPace pace;
    private final LongSupplier numbers;
    private final MessageIds ids;
    private final MailServers servers;
    private Charts charts = Charts.NONE;
    private volatile Standing standing = new Standing(0, null);
    private @Nullable SmtpClient client;
    private @Nullable Attempt attempt;
    private @Nullable Timer wake;
    private @Nullable Promise<Void> closing;
    private long heldUntil;
    private long loadNotBefore;
    private boolean loading;

    /** A copy for other threads. */
    private record Standing(int mails, @Nullable Instant oldest) {}

    /** A dialogue under way. */
    private static final class Attempt {
        private final Mail before;
        private final Mail sending;
        private long begun;
        private @Nullable Timer deadline;

        private Attempt(Mail before) {
            this.before = before;
            this.sending = Delivery.begun(before);
        }
    }

    /**
     * An outbox that has nothing to do yet: what an earlier process left is given to it by {@link #deliver}.
     *
     * @param vertx opens the connections; the one that runs the core event loop
     * @param numbers the next mail's number at each call, for digests
     */
    public MailOutbox(
            Vertx vertx,
            MailSettings settings,
            OutboxLimits limits,
            LongSupplier numbers,
            History history,
            Timers timers,
            Meters meters) {
        this.vertx = vertx;
        this.settings = settings;
        this.limits = limits;
        this.history = history;
        this.timers = timers;
        this.meters = new OutboxMeters(meters, this::backlog);
        queue = new MailQueue(limits.rows());
        pace = new RecipientPace(settings.sending().limit());
        this.numbers = numbers;
        ids = new MessageIds(settings.domain());
        servers = new MailServers(settings.servers());
        heldUntil = timers.nanoTime();
        loadNotBefore = heldUntil;
    }

    /** Puts charts into the mails that are sent from now on. */
    public MailOutbox with(Charts drawn) {
        charts = drawn;
        return this;
    }

    /** Takes rows of this process and, after a restart, those of the one before. Settled rows are passed over. */
    @Override
    public void deliver(List<Mail> committed) {
        take(committed);
        pump();
    }

    /** Safe from any thread. At least so many: rows that were left in the store by an earlier process join as they load. */
    @Override
    public Backlog backlog() {
        Standing now = standing;
        Instant oldest = now.oldest;
        double age = oldest == null ? 0 : Duration.between(oldest, timers.now()).toMillis() / 1e3;
        return new Backlog(now.mails, Math.max(0, age));
    }

    @Override
    public Future<Void> close() {
        if (closing != null) {
            return closing.future();
        }
        Promise<Void> promise = Promise.promise();
        closing = promise;
        if (attempt == null) {
            finish();
        } else {
            timers.after(CLOSING, this::finish);
        }
        return promise.future();
    }

    private void take(List<Mail> rows) {
        List<Mail> unknown = new ArrayList<>();
        for (Mail mail : rows) {
            if (mail.state().settled() || queue.contains(mail.id())) {
                continue;
            }
            Mail row = Delivery.resumed(mail, settings.sending().unsure(), timers.now());
            if (row.state().settled()) {
                unknown.add(row);
                continue;
            }
            long due = due(row);
            if (!queue.offer(row, due)) {
                meters.left();
                continue;
            }
            if (Failure.is(Failure.Kind.AUTH, row.error())) {
                holdUntil(due);
            }
            if (row.state() != mail.state()) {
                unknown.add(row);
            }
        }
        record(unknown);
    }

    private long due(Mail mail) {
        long now = timers.nanoTime();
        Instant next = mail.nextAttempt();
        if (next == null) {
            return now;
        }
        long wait = Duration.between(timers.now(), next).toMillis();
        long most = (mail.attempts() == 0 ? LONGEST_QUIET : RetryPolicy.longest()).toMillis();
        return now + Duration.ofMillis(Math.max(0, Math.min(wait, most))).toNanos();
    }

    /** Begins the next attempt, or sleeps until there is one. Rows are not sent while others are read from the store. */
    private void pump() {
        standing = new Standing(queue.size(), queue.oldest());
        if (attempt != null || closing != null || loading || !settings.configured() || load()) {
            return;
        }
        if (wake != null) {
            wake.cancel();
            wake = null;
        }
        long now = timers.nanoTime();
        Mail next = heldUntil - now > 0 ? null : queue.next(now, pace);
        if (next != null) {
            begin(next, now);
            return;
        }
        Long wait = queue.untilNext(now, pace);
        if (wait != null) {
            wake = timers.after(Duration.ofNanos(Math.max(wait, heldUntil - now)), this::pump);
        }
    }

    private void begin(Mail next, long now) {
        List<Mail> steps = new ArrayList<>();
        Mail mail = fold(next, now, steps);
        if (mail.attempts() == 0) {
            pace.take(mail.to(), now);
        }
        var begun = new Attempt(mail);
        attempt = begun;
        queue.replace(begun.sending, now);
        steps.add(begun.sending);
        // Goes on where the store fails as well: a mail that may come twice is better than none.
        record(steps).onComplete(written -> send(begun));
    }

    /** The mail itself, or a digest of all that waits for its recipient where that is much. */
    private Mail fold(Mail next, long now, List<Mail> steps) {
        List<Mail> fresh = next.attempts() > 0 || next.isDigest() ? List.of() : queue.fresh(next.to(), now);
        if (fresh.size() < settings.sending().limit().digestFrom()) {
            return next;
        }
        Mail digest = Digest.of("m-" + numbers.getAsLong(), fresh, ids, timers.now());
        for (Mail mail : fresh) {
            steps.add(Delivery.folded(mail, digest.id()));
            queue.remove(mail.id());
        }
        queue.put(digest, now);
        meters.folded(fresh.size());
        return digest;
    }

    private void send(Attempt begun) {
        if (closing != null) {
            attempt = null;
            record(List.of(Delivery.takenBack(begun.sending, begun.before))).onComplete(written -> finish());
            return;
        }
        SmtpClient open = client == null ? new SmtpClient(vertx, settings, servers.current()) : client;
        client = open;
        begun.begun = timers.nanoTime();
        Duration patience = limits.attempt(begun.before.state());
        begun.deadline = timers.after(patience, () -> ended(begun, Failure.timeout(SpanText.of(patience))));
        Future.succeededFuture()
                .compose(v -> chart(begun.before))
                .compose(chart -> open.send(Envelope.of(begun.before, settings.from(), chart)))
                .onSuccess(taken -> ended(begun, null))
                .onFailure(cause -> ended(begun, Failure.of(cause)));
    }

    private Future<Optional<Buffer>> chart(Mail mail) {
        @Nullable ChartSpot spot = ChartSpot.in(mail.html());
        return spot == null
                ? Charts.NONE.draw("", "", mail.created())
                : charts.draw(spot.rule(), spot.subject(), mail.created());
    }

    private void ended(Attempt begun, @Nullable Failure failure) {
        if (attempt != begun) {
            return;
        }
        attempt = null;
        if (begun.deadline != null) {
            begun.deadline.cancel();
        }
        meters.ended(timers.nanoTime() - begun.begun);
        Mail after = failure == null ? Delivery.sent(begun.sending, timers.now()) : failed(begun, failure);
        if (failure == null) {
            servers.served();
            meters.sent();
        }
        if (after.state().settled()) {
            queue.remove(after.id());
        } else {
            queue.replace(after, due(after));
        }
        Future<Void> written = record(List.of(after));
        if (closing == null) {
            pump();
        } else {
            written.onComplete(v -> finish());
        }
    }

    private Mail failed(Attempt begun, Failure failure) {
        boolean elsewhere = RetryPolicy.isTheServers(failure) && servers.next() && RetryPolicy.isCertain(failure);
        Duration wait = elsewhere ? Duration.ZERO : RetryPolicy.wait(failure, begun.sending.attempts());
        Mail after = Delivery.failed(
                begun.sending, begun.before.state(), failure, settings.sending().unsure(), wait, timers.now());
        // The mail client drops its connection after a failure, and for a moment its pool then answers "Pool closed".
        cut();
        meters.failed(failure);
        LOG.warn(
                "event=mail-failed mail={} to={} attempt={} state={} next={} error=\"{}\"",
                after.id(),
                after.to(),
                after.attempts(),
                after.state().word(),
                after.nextAttempt(),
                failure.error());
        if (after.state() == Mail.State.DEAD) {
            meters.dead();
        }
        if (!elsewhere) {
            holdUntil(timers.nanoTime() + RetryPolicy.pause(failure).toNanos());
        }
        return after;
    }

    private void holdUntil(long nanos) {
        if (nanos - heldUntil > 0) {
            heldUntil = nanos;
        }
    }

    private Future<Void> record(List<Mail> rows) {
        return history.commit(Transaction.ofMails(rows)).onFailure(cause -> {
            meters.unrecorded();
            LOG.error(
                    "event=mail-unrecorded mails={}",
                    rows.stream().map(Mail::id).toList(),
                    cause);
        });
    }

    /** Whether rows are being read from the store now, as there is room for those that were left there. */
    private boolean load() {
        if (!queue.wantsMore() || loadNotBefore - timers.nanoTime() > 0) {
            return false;
        }
        loading = true;
        queue.loadBegins();
        history.resume().onComplete(stored -> {
            loading = false;
            if (stored.succeeded()) {
                queue.loadEnds(() -> take(stored.result().unsettled()));
            } else {
                loadNotBefore = timers.nanoTime() + LOAD_WAIT.toNanos();
                timers.after(LOAD_WAIT, this::pump);
                LOG.error("event=outbox-load-failed", stored.cause());
            }
            pump();
        });
        return true;
    }

    private void cut() {
        SmtpClient old = client;
        client = null;
        if (old != null) {
            old.close().onFailure(cause -> LOG.warn("event=mail-close-failed", cause));
        }
    }

    private void finish() {
        Promise<Void> promise = closing;
        if (promise == null || promise.future().isComplete()) {
            return;
        }
        attempt = null;
        if (wake != null) {
            wake.cancel();
        }
        meters.close();
        cut();
        promise.complete();
    }
}
