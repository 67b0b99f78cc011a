package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.rules.Level;
import dev.feedwarden.rules.Severity;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Attention;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Incident.Moment;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.MvHistory;
import dev.feedwarden.supervisor.history.Retention;
import dev.feedwarden.supervisor.history.Transaction;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** A whole outbox on one event loop, with a real store and virtual time. */
final class Post {

    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    final Vertx vertx = Vertx.vertx();
    final ManualTimers timers = new ManualTimers(NOON);
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Path file;
    private final Context loop = vertx.getOrCreateContext();
    private final AtomicLong numbers = new AtomicLong();
    private MvHistory history;
    private MailSettings settings = MailSettings.kept(null);
    private MailOutbox outbox;

    Post(Path file) {
        this.file = file;
        history = open();
    }

    /** In the clear, and one mail after the other without a pause. */
    static MailSettings clear(int port, String... to) {
        return limited(port, to).with(new Sending(List.of(), new MailLimit(3_600, Duration.ZERO), Unsure.RESEND));
    }

    /** In the clear, with the usual limit. */
    static MailSettings limited(int port, String... to) {
        return new MailSettings(
                "127.0.0.1",
                port,
                Security.DISABLED,
                null,
                null,
                null,
                "Feedwarden <warden@example.com>",
                List.of(to),
                null);
    }

    static Announcement announcement(Occasion occasion, Incident incident) {
        return new Announcement(
                occasion,
                incident,
                Level.RED,
                Severity.CRITICAL,
                "No tick from Deribit",
                "12 s",
                List.of(),
                "restart-streams in 3 min",
                NOON);
    }

    static Incident incident(long number, boolean mailed) {
        return new Incident(
                "i-" + number,
                "deribit-silence",
                "deribit",
                Level.RED,
                NOON.minusSeconds(12),
                null,
                mailed,
                null,
                Incident.thread("i-" + number, NOON.minusSeconds(12)),
                Attention.NONE,
                List.of(
                        new Moment(NOON.minusSeconds(12), "change", "green -> red"),
                        new Moment(NOON, "action", "warn <b>&")));
    }

    void start(MailSettings with, OutboxLimits limits) throws Exception {
        settings = with;
        outbox = onLoop(() ->
                new MailOutbox(vertx, with, limits, numbers::incrementAndGet, history, timers, new Meters(registry)));
    }

    void start(MailSettings with) throws Exception {
        start(with, OutboxLimits.DEFAULT);
    }

    /** Composes, commits and delivers. */
    List<Mail> announce(Announcement announcement) throws Exception {
        List<Mail> mails =
                new MailComposer(settings, Routing.to(settings.to()), numbers::incrementAndGet).compose(announcement);
        ScriptedSmtp.await(history.commit(Transaction.ofMails(mails)));
        deliver(mails);
        return mails;
    }

    void announce() throws Exception {
        announce(announcement(Occasion.REACHED, incident(numbers.get() + 1, false)));
    }

    void deliver(List<Mail> mails) throws Exception {
        onLoop(() -> {
            outbox.deliver(mails);
            return true;
        });
    }

    /** Moves time on the event loop, where the outbox's tasks belong. */
    void advance(Duration by) throws Exception {
        onLoop(() -> {
            timers.advance(by);
            return true;
        });
    }

    Outbox.Backlog backlog() {
        return outbox.backlog();
    }

    /** Waits until a mail is so in the store, and the outbox has moved on. */
    Mail await(String id, Predicate<Mail> so) throws Exception {
        Predicate<Mail> both = mail -> mail.id().equals(id) && so.test(mail);
        return await(mails -> mails.stream().anyMatch(both)).stream()
                .filter(mail -> mail.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Waits until the mails of the store are so, and the outbox has moved on. */
    List<Mail> await(Predicate<List<Mail>> so) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        List<Mail> last = List.of();
        while (System.nanoTime() < end) {
            last = ScriptedSmtp.await(history.mails(50));
            if (so.test(last)) {
                onLoop(() -> true);
                return last;
            }
        }
        throw new AssertionError("not so within 60 s: " + last);
    }

    Mail await(String id, Mail.State state) throws Exception {
        return await(id, mail -> mail.state() == state);
    }

    /** What is left when the process dies: no step of the old outbox reaches the store any more. */
    void crash() throws Exception {
        ScriptedSmtp.await(history.close());
        history = open();
    }

    /** What a new process does. */
    void resume(MailSettings with) throws Exception {
        start(with);
        deliver(ScriptedSmtp.await(history.resume()).unsettled());
    }

    Future<Void> closeOutbox() throws Exception {
        return onLoop(() -> outbox.close());
    }

    void close() throws Exception {
        ScriptedSmtp.await(vertx.close());
        ScriptedSmtp.await(history.close());
    }

    double count(String meter) {
        return registry.get(meter).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private MvHistory open() {
        return MvHistory.open(file, Retention.DEFAULT, timers, new Meters(new SimpleMeterRegistry()));
    }

    private <T> T onLoop(Supplier<T> work) throws Exception {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.runOnContext(v -> {
            try {
                done.complete(work.get());
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done.get(60, TimeUnit.SECONDS);
    }
}
