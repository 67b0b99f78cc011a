package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.Timers;
import dev.feedwarden.api.Timers.Timer;
import dev.feedwarden.supervisor.history.Mail;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers the rows of one channel, one at a time; what comes too fast for a recipient goes to him in one. Every step is
 * written down before the next: that an attempt begins, and how it ended. {@link RetryPolicy} and {@link Delivery} decide,
 * the {@link Carrier} carries, this class acts. Every method is called on the event loop that the timers belong to.
 */
final class ChannelOutbox implements Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(ChannelOutbox.class);

    private static final Duration CLOSING = Duration.ofSeconds(5);

    private final @Nullable String channel;
    private final Carrier carrier;
    private final Sending sending;
    private final OutboxLimits limits;
    private final Timers timers;
    private final Witness witness;
    private final OutboxMeters meters;
    private final MailRecords records;
    private final MailQueue queue;
    private final FailingRows failing = new FailingRows();
    private final Folding folding;
    private final RecipientPace pace;
    private final StoreIntake intake;
    private volatile Standing standing = new Standing(0, null);
    private @Nullable Attempt attempt;
    private @Nullable Timer wake;
    private @Nullable Promise<Void> closing;
    private long heldUntil;

    /** A copy for other threads. */
    private record Standing(int mails, @Nullable Instant oldest) {}

    /**
     * An outbox that has nothing to do yet: what an earlier process left is given to it by {@link #deliver}.
     *
     * @param channel the notifier whose rows it delivers; null for mail
     * @param ids of digests
     */
    ChannelOutbox(
            @Nullable String channel,
            Carrier carrier,
            Sending sending,
            OutboxLimits limits,
            MessageIds ids,
            OutboxParts parts,
            Witness witness) {
        this.channel = channel;
        this.carrier = carrier;
        this.sending = sending;
        this.limits = limits;
        this.witness = witness;
        timers = parts.timers();
        meters = OutboxMeters.of(parts.meters(), channel, this::backlog);
        records = new MailRecords(parts.history(), witness, meters);
        queue = new MailQueue(limits.rows());
        folding = new Folding(queue, sending.limit(), ids, parts.numbers());
        pace = new RecipientPace(sending.limit());
        intake = new StoreIntake(queue, parts.history(), timers, this::take, this::pump);
        heldUntil = timers.nanoTime();
    }

    /**
     * Takes rows of this process and, after a restart, those of the one before. Settled rows and those of another channel
     * are passed over.
     */
    @Override
    public void deliver(List<Mail> committed) {
        take(committed);
        pump();
    }

    /** The carrier is ready again. */
    void resume() {
        pump();
    }

    /** For how many nanoseconds a row has waited after a failed attempt, the longest of all; negative if none has. */
    long failingFor() {
        return failing.longest(timers.nanoTime());
    }

    /** What waits in memory, the oldest first. */
    List<Mail> waiting() {
        return queue.all();
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
        List<Mail> more = new ArrayList<>();
        for (Mail mail : rows) {
            if (mail.state().settled() || !Objects.equals(mail.channel(), channel) || queue.contains(mail.id())) {
                continue;
            }
            Mail row = Delivery.resumed(mail, sending.unsure(), timers.now());
            if (row.state().settled()) {
                unknown.add(row);
                more.addAll(witness.ended(row, Failure.interrupted()));
                continue;
            }
            long due = due(row);
            if (!queue.offer(row, due)) {
                meters.left();
                continue;
            }
            if (row.error() != null) {
                failing.failed(row.id(), created(row));
            }
            if (Failure.is(Failure.Kind.AUTH, row.error())) {
                holdUntil(due);
            }
            if (row.state() != mail.state()) {
                unknown.add(row);
            }
        }
        records.write(unknown, more);
    }

    private long due(Mail mail) {
        return timers.nanoTime() + RetryPolicy.untilNext(mail, timers.now()).toNanos();
    }

    /** When a row was created, on the monotonic clock; not later than now. */
    private long created(Mail row) {
        Duration age = Duration.between(row.created(), timers.now());
        return timers.nanoTime() - Math.max(0, age.toNanos());
    }

    /** Begins the next attempt, or sleeps until there is one. Rows are not sent while others are read from the store. */
    private void pump() {
        standing = new Standing(queue.size(), queue.oldest());
        if (attempt != null || closing != null || !carrier.ready() || intake.runs()) {
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
        Mail mail = folding.fold(next, now, timers.now(), steps);
        meters.folded(steps.size());
        if (mail.attempts() == 0) {
            pace.take(mail.to(), now);
        }
        var begun = new Attempt(mail);
        attempt = begun;
        queue.replace(begun.sending(), now);
        steps.add(begun.sending());
        // Goes on where the store fails as well: a mail that may come twice is better than none.
        records.write(steps).onComplete(written -> send(begun));
    }

    private void send(Attempt begun) {
        if (closing != null) {
            attempt = null;
            records.write(List.of(Delivery.takenBack(begun.sending(), begun.before())))
                    .onComplete(written -> finish());
            return;
        }
        Duration patience = limits.attempt(begun.before().state());
        begun.begin(timers, patience, () -> ended(begun, Failure.timeout(SpanText.of(patience))));
        Future.succeededFuture()
                .compose(v -> carrier.send(begun.before()))
                .onSuccess(taken -> ended(begun, null))
                .onFailure(cause -> ended(begun, carrier.failure(cause)));
    }

    private void ended(Attempt begun, @Nullable Failure failure) {
        if (attempt != begun) {
            return;
        }
        attempt = null;
        meters.ended(begun.end(timers));
        Mail after = failure == null ? Delivery.sent(begun.sending(), timers.now()) : failed(begun, failure);
        if (failure == null) {
            carrier.served();
            meters.sent();
        }
        if (after.state().settled()) {
            queue.remove(after.id());
            failing.settled(after.id());
        } else {
            queue.replace(after, due(after));
            failing.failed(after.id(), timers.nanoTime());
        }
        Future<Void> written = records.write(List.of(after), witness.ended(after, failure));
        if (closing == null) {
            pump();
        } else {
            written.onComplete(v -> finish());
        }
    }

    private Mail failed(Attempt begun, Failure failure) {
        boolean elsewhere = RetryPolicy.isTheServers(failure) && carrier.elsewhere() && RetryPolicy.isCertain(failure);
        Duration wait = elsewhere
                ? Duration.ZERO
                : RetryPolicy.wait(failure, begun.sending().attempts());
        Mail after =
                Delivery.failed(begun.sending(), begun.before().state(), failure, sending.unsure(), wait, timers.now());
        carrier.cut();
        meters.failed(failure);
        LOG.warn(
                "event=mail-failed mail={} channel={} to={} attempt={} state={} next={} error=\"{}\"",
                after.id(),
                after.way(),
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
        carrier.cut();
        promise.complete();
    }
}
