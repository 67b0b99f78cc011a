package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Setting;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.notify.Notice;
import dev.feedwarden.api.notify.Notifier;
import dev.feedwarden.api.notify.NotifierProvider;
import dev.feedwarden.supervisor.alert.Announcement.Occasion;
import dev.feedwarden.supervisor.history.Attention;
import dev.feedwarden.supervisor.history.Incident;
import dev.feedwarden.supervisor.history.Mail;
import dev.feedwarden.supervisor.history.MvHistory;
import dev.feedwarden.supervisor.history.Retention;
import dev.feedwarden.supervisor.history.Transaction;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.plugin.BareSite;
import dev.feedwarden.supervisor.plugin.Entry;
import dev.feedwarden.supervisor.plugin.Kind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Every channel on one event loop, with a real store, notifiers that note what they are handed, and virtual time. */
final class Switchboard {

    /** How long mail must be down before a stand-in is used. */
    static final Duration AFTER = Duration.ofMinutes(10);

    private static final int WAIT_SECONDS = 60;

    final Vertx vertx = Vertx.vertx();
    private final ManualTimers timers = new ManualTimers(Post.NOON);
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final io.vertx.core.Context loop = vertx.getOrCreateContext();
    private final AtomicLong numbers = new AtomicLong();
    private final Map<String, Recorder> recorders = new ConcurrentHashMap<>();
    private final Path file;
    private MvHistory history;
    private MailSettings mail = MailSettings.kept(null);
    private List<NoticeSettings> notifiers = List.of();
    private Channels channels;

    Switchboard(Path file) {
        this.file = file;
        history = open();
    }

    static NoticeSettings always(String id) {
        return notifier(id, NoticeSettings.When.ALWAYS);
    }

    static NoticeSettings standIn(String id) {
        return notifier(id, NoticeSettings.When.MAIL_DOWN);
    }

    private static NoticeSettings notifier(String id, NoticeSettings.When when) {
        return new NoticeSettings(id, List.of(id), when, AFTER, new MailLimit(3_600, Duration.ZERO));
    }

    void start(MailSettings settings, NoticeSettings... wanted) throws Exception {
        mail = settings;
        notifiers = List.of(wanted);
        List<String> everybody = new ArrayList<>(mail.to());
        notifiers.stream().filter(one -> !one.standsIn(mail)).forEach(one -> everybody.add(one.id()));
        var routing = Routing.to(everybody);
        var room = new NotifierRoom();
        var unsettled = ScriptedSmtp.await(history.resume()).unsettled();
        List<Mail> newest = ScriptedSmtp.await(history.mails(Channels.LOOK_BACK));
        onLoop(() -> {
            channels = new Channels(
                    vertx,
                    mail,
                    new MailComposer(mail, routing, numbers::incrementAndGet),
                    routing,
                    notifiers,
                    room,
                    new OutboxParts(numbers::incrementAndGet, history, timers, new Meters(registry)));
            channels.resume(unsettled, newest);
            return true;
        });
        for (NoticeSettings one : notifiers) {
            var recorder = new Recorder();
            recorders.merge(one.id(), recorder, Recorder::after);
            var entry = new Entry(Kind.NOTIFIER, one.id(), "test", Settings.of("notifiers." + one.id(), Map.of()));
            onLoop(() -> room.start(entry, new Recording(recorders.get(one.id())), new BareSite(vertx, timers)));
        }
    }

    /** The process dies, and a new one begins. */
    void restart(NoticeSettings... wanted) throws Exception {
        Channels old = channels;
        ScriptedSmtp.await(history.close());
        history = open();
        onLoop(old::close);
        start(mail, wanted);
    }

    void restart() throws Exception {
        restart(notifiers.toArray(NoticeSettings[]::new));
    }

    /** Composes, commits and delivers. */
    List<Mail> announce(Occasion occasion, Incident incident) throws Exception {
        List<Mail> rows = onLoop(() -> channels.compose(Post.announcement(occasion, incident)));
        ScriptedSmtp.await(history.commit(Transaction.ofMails(rows)));
        onLoop(() -> {
            channels.deliver(rows);
            return true;
        });
        return rows;
    }

    /** The incident, of which these were told. */
    Incident told(Incident incident, String... to) {
        return new Incident(
                incident.id(),
                incident.rule(),
                incident.subject(),
                incident.level(),
                incident.opened(),
                incident.closed(),
                incident.mailed(),
                incident.root(),
                incident.thread(),
                Attention.NONE.told(List.of(to), Post.NOON),
                incident.timeline());
    }

    /** The next notice that a notifier was handed. */
    Notice notice(String id) throws InterruptedException {
        Notice notice = recorders.get(id).handed.poll(WAIT_SECONDS, TimeUnit.SECONDS);
        if (notice == null) {
            throw new AssertionError("no notice within " + WAIT_SECONDS + " s");
        }
        return notice;
    }

    /** What it was handed and nobody has looked at. */
    List<Notice> notices(String id) {
        return List.copyOf(recorders.get(id).handed);
    }

    /** The subjects of all that it was ever handed. */
    List<String> subjects(String id) {
        return List.copyOf(recorders.get(id).subjects);
    }

    /** Has its next attempt fail. */
    void fail(String id, RuntimeException cause) {
        recorders.get(id).failures.add(cause);
    }

    /** Has it never answer. */
    void hold(String id) {
        recorders.get(id).held = true;
    }

    /** Moves time on once no attempt is under way, since its limit would pass. */
    void advance(Duration by) throws Exception {
        snapshot(rows -> rows.stream().noneMatch(row -> row.state() == Mail.State.SENDING));
        onLoop(() -> {
            timers.advance(by);
            return true;
        });
    }

    /** Waits until the store's rows are so, and the outboxes have moved on. */
    List<Mail> snapshot(Predicate<List<Mail>> so) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(WAIT_SECONDS);
        List<Mail> rows = List.of();
        while (System.nanoTime() < end) {
            rows = ScriptedSmtp.await(history.mails(50));
            if (so.test(rows)) {
                onLoop(() -> true);
                return rows;
            }
        }
        throw new AssertionError("not so within " + WAIT_SECONDS + " s: " + rows);
    }

    /** Waits until a row is so in the store, and the outbox has moved on. */
    Mail await(String id, Predicate<Mail> so) throws Exception {
        Predicate<Mail> both = row -> row.id().equals(id) && so.test(row);
        return snapshot(rows -> rows.stream().anyMatch(both)).stream()
                .filter(row -> row.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    Mail await(String id, Mail.State state) throws Exception {
        return await(id, row -> row.state() == state);
    }

    /** Sent; moves time on by a second wherever it is not. */
    Predicate<Mail> sentAsTimePasses() {
        return row -> {
            try {
                if (row.state() == Mail.State.PENDING || row.state() == Mail.State.UNKNOWN) {
                    advance(Duration.ofSeconds(1));
                }
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return row.state() == Mail.State.SENT;
        };
    }

    double count(String meter) {
        return registry.get(meter).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    void close() throws Exception {
        ScriptedSmtp.await(vertx.close());
        ScriptedSmtp.await(history.close());
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
        return done.get(WAIT_SECONDS, TimeUnit.SECONDS);
    }

    /** What one notifier was handed, over all processes. */
    private static final class Recorder {
        private final BlockingQueue<Notice> handed = new LinkedBlockingQueue<>();
        private final List<String> subjects = new CopyOnWriteArrayList<>();
        private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
        private volatile boolean held;

        /** A new process does not know that it was held. */
        private static Recorder after(Recorder old, Recorder unused) {
            old.held = false;
            return old;
        }

        private Future<Void> take(Notice notice) {
            if (held) {
                return Promise.<Void>promise().future();
            }
            handed.add(notice);
            subjects.add(notice.subject());
            RuntimeException failure = failures.poll();
            return failure == null ? Future.succeededFuture() : Future.failedFuture(failure);
        }
    }

    private record Recording(Recorder recorder) implements NotifierProvider {

        @Override
        public String type() {
            return "test";
        }

        @Override
        public List<Setting> settings() {
            return List.of();
        }

        @Override
        public List<Metric> metrics() {
            return List.of();
        }

        @Override
        public Notifier create(Settings settings, Context context) {
            return new Notifier() {
                @Override
                public Future<Void> send(Notice notice) {
                    return recorder.take(notice);
                }

                @Override
                public Future<Void> close() {
                    return Future.succeededFuture();
                }
            };
        }
    }
}
