package dev.feedwarden.supervisor.alert;

import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What an outbox counts. */
final class OutboxMeters {

    private static final Names MAILS = new Names(
            Meter.MAIL_SENT,
            Meter.MAIL_FAILURES,
            Meter.MAIL_DEAD,
            Meter.MAIL_UNRECORDED,
            Meter.OUTBOX_LEFT,
            Meter.MAIL_FOLDED,
            Meter.MAIL_DIALOGUE,
            Meter.OUTBOX_SIZE,
            Meter.OUTBOX_AGE);
    private static final Names NOTICES = new Names(
            Meter.NOTICE_SENT,
            Meter.NOTICE_FAILURES,
            Meter.NOTICE_DEAD,
            Meter.NOTICE_UNRECORDED,
            Meter.NOTICE_LEFT,
            Meter.NOTICE_FOLDED,
            Meter.NOTICE_CALL,
            Meter.NOTICE_SIZE,
            Meter.NOTICE_AGE);

    private final Meters meters;
    private final Names names;
    private final String[] tags;
    private final Counter sent;
    private final Counter dead;
    private final Counter misconfigured;
    private final Counter unrecorded;
    private final Counter left;
    private final Counter folded;
    private final Timer dialogue;
    private final List<Meters.Registration> gauges;

    private record Names(
            Meter sent,
            Meter failures,
            Meter dead,
            Meter unrecorded,
            Meter left,
            Meter folded,
            Meter dialogue,
            Meter size,
            Meter age) {}

    private OutboxMeters(Meters meters, Names names, Supplier<Outbox.Backlog> backlog, String... tags) {
        this.meters = meters;
        this.names = names;
        this.tags = tags;
        sent = meters.counter(names.sent, tags);
        dead = meters.counter(names.dead, tags);
        misconfigured = meters.counter(Meter.MAIL_MISCONFIGURED);
        unrecorded = meters.counter(names.unrecorded, tags);
        left = meters.counter(names.left, tags);
        folded = meters.counter(names.folded, tags);
        dialogue = meters.timer(names.dialogue, tags);
        gauges = List.of(
                meters.gauge(names.size, () -> backlog.get().mails(), tags),
                meters.gauge(names.age, () -> backlog.get().oldestSeconds(), tags));
    }

    /**
     * Reads the backlog from any thread.
     *
     * @param channel the notifier; null for mail
     */
    static OutboxMeters of(Meters meters, @Nullable String channel, Supplier<Outbox.Backlog> backlog) {
        return channel == null
                ? new OutboxMeters(meters, MAILS, backlog)
                : new OutboxMeters(meters, NOTICES, backlog, channel);
    }

    void ended(long nanos) {
        dialogue.record(nanos, TimeUnit.NANOSECONDS);
    }

    void sent() {
        sent.increment();
    }

    void failed(Failure failure) {
        if (failure.lasting()) {
            misconfigured.increment();
        }
        String kind = failure.kind().name().toLowerCase(Locale.ROOT);
        meters.counter(
                        names.failures,
                        Stream.concat(Arrays.stream(tags), Stream.of(kind)).toArray(String[]::new))
                .increment();
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

    /** So many rows went into a digest, because their recipient gets no more of them. */
    void folded(int rows) {
        folded.increment(rows);
    }

    void close() {
        gauges.forEach(Meters.Registration::remove);
    }
}
