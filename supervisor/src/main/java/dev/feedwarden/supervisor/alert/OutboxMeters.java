package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What the outbox counts. */
final class OutboxMeters {

    private final Meters meters;
    private final Counter sent;
    private final Counter dead;
    private final Counter shutOut;
    private final Counter unrecorded;
    private final Counter left;
    private final Counter folded;
    private final Timer dialogue;
    private final List<Meters.Registration> gauges;

    /** Reads the backlog from any thread. */
    OutboxMeters(Meters meters, Supplier<Outbox.Backlog> backlog) {
        this.meters = meters;
        sent = meters.counter(Meter.MAIL_SENT);
        dead = meters.counter(Meter.MAIL_DEAD);
        shutOut = meters.counter(Meter.MAIL_SHUT_OUT);
        unrecorded = meters.counter(Meter.MAIL_UNRECORDED);
        left = meters.counter(Meter.OUTBOX_LEFT);
        folded = meters.counter(Meter.MAIL_FOLDED);
        dialogue = meters.timer(Meter.MAIL_DIALOGUE);
        gauges = List.of(
                meters.gauge(Meter.OUTBOX_SIZE, () -> backlog.get().mails()),
                meters.gauge(Meter.OUTBOX_AGE, () -> backlog.get().oldestSeconds()));
    }

    void ended(long nanos) {
        dialogue.record(nanos, TimeUnit.NANOSECONDS);
    }

    void sent() {
        sent.increment();
    }

    void failed(Failure failure) {
        meters.counter(Meter.MAIL_FAILURES, failure.kind().name().toLowerCase(Locale.ROOT))
                .increment();
        if (failure.shutsOut()) {
            shutOut.increment();
        }
    }

    void dead() {
        dead.increment();
    }

    void unrecorded() {
        unrecorded.increment();
    }

    void left() {
        left.increment();
    }

    /** So many mails went into a digest, because their recipient gets no more of them. */
    void folded(int mails) {
        folded.increment(mails);
    }

    void close() {
        gauges.forEach(Meters.Registration::remove);
    }
}
