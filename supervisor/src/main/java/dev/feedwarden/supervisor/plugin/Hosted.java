package dev.feedwarden.supervisor.plugin;

import dev.feedwarden.api.action.Outcome;
import dev.feedwarden.supervisor.metrics.Meter;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One JAR file and the plugin that came from it. {@link #settle} brings the two in line; what it does is done one after
 * the other, so a file that changes again while it is being swapped is looked at again afterwards. Confined to the host's
 * thread.
 */
final class Hosted implements Life.Owner {

    /** So often within an hour a plugin that hangs, or throws all the time, is started anew; then it is kept stopped. */
    static final int MAX_RESTARTS = 3;

    private static final long RESTARTS_NANOS = Duration.ofHours(1).toNanos();
    private static final Logger log = LoggerFactory.getLogger(Hosted.class);

    private final Path file;
    private final boolean bundled;
    private final HostParts parts;
    private final Books books;
    private final ArrayDeque<Long> restarts = new ArrayDeque<>();
    private List<Offer> served = List.of();
    private boolean keptStopped;
    private Future<Void> tail = Future.succeededFuture();
    private boolean queued;
    private boolean busy;
    private @Nullable Life life;
    private @Nullable StagedJar last;
    private @Nullable String duplicateOf;
    private @Nullable String notTaken;
    private PluginInfo.State state = PluginInfo.State.STARTING;
    private @Nullable String error;

    /** What one JAR must know of the others. */
    interface Books {
        /** Why a JAR that was dropped in may not load; null if it may. */
        @Nullable
        String refusal(StagedJar jar);

        /** The file whose plugin has this id, if it is another's; null if the id is free. */
        @Nullable
        String holder(String id, Hosted asking);

        /** The file whose plugin serves a type that this one offers too; null if this one may. */
        @Nullable
        String server(Offer offer, Hosted asking);

        /** Starts every instance that the configuration wants of this plugin. Never fails. */
        Future<Void> startInstances(Hosted plugin, Life life);

        /** Something about this plugin is not as it was. */
        void changed(Hosted plugin);

        /** Its file and all of it have gone. */
        void left(Hosted plugin);
    }

    Hosted(Path file, boolean bundled, HostParts parts, Books books) {
        this.file = file;
        this.bundled = bundled;
        this.parts = parts;
        this.books = books;
    }

    Path file() {
        return file;
    }

    boolean bundled() {
        return bundled;
    }

    @Nullable
    Life life() {
        return life;
    }

    List<Offer> offers() {
        return life == null ? List.of() : life.offers();
    }

    /** Whether the plugin with this id came from this file, or is about to, or has not quite ended. */
    boolean holds(String id) {
        return last != null && last.id().equals(id) && (life != null || busy);
    }

    /** Whether it goes on serving a type that it has served: while it is swapped or ends, nobody else may. */
    boolean keeps(String type) {
        return busy || offers().stream().anyMatch(offer -> offer.word().equals(type));
    }

    /** The id that another plugin had when this one wanted it; null if that is not why it does not run. */
    @Nullable
    String waitsFor() {
        return duplicateOf;
    }

    PluginInfo info() {
        Life now = life;
        StagedJar jar = now == null ? last : now.jar();
        String name = file.getFileName().toString();
        return new PluginInfo(
                jar == null ? name : jar.id(),
                jar == null ? "" : jar.version(),
                stateNow(),
                now == null ? List.of() : now.offers().stream().map(Offer::word).toList(),
                errorNow(),
                name,
                bundled);
    }

    private PluginInfo.State stateNow() {
        if (life != null && life.blockedAt() != null) {
            return PluginInfo.State.BLOCKED;
        }
        if (life == null || busy) {
            return state;
        }
        return troubles(life).isEmpty() ? PluginInfo.State.STARTED : PluginInfo.State.FAILED;
    }

    private @Nullable String errorNow() {
        if (life != null && life.blockedAt() != null) {
            return life.blockedText();
        }
        if (error != null || life == null) {
            return error;
        }
        List<String> troubles = troubles(life);
        return troubles.isEmpty() ? life.mishap() : Failures.line(String.join("; ", troubles));
    }

    /** Why part of it does not run. */
    private List<String> troubles(Life now) {
        var troubles = new ArrayList<>(now.failures());
        for (Offer offer : now.offers()) {
            String server = books.server(offer, this);
            if (server != null) {
                troubles.add(offer.word() + " is taken by the plugin from file " + server);
            }
        }
        return troubles;
    }

    /** Brings the plugin in line with its file and with the list of allowed files. Never fails. */
    Future<Void> settle() {
        if (!queued) {
            queued = true;
            enqueue(() -> {
                queued = false;
                return bringInLine();
            });
        }
        return tail;
    }

    /** Starts what it may serve since another plugin has gone. Never fails. */
    Future<Void> serve() {
        return enqueue(() -> {
            Life now = life;
            return now == null
                    ? Future.succeededFuture()
                    : books.startInstances(this, now).onSuccess(started -> books.changed(this));
        });
    }

    /** Whether one of these entries is of a type that it offers, or offered when it ran last. */
    boolean runs(List<Entry> entries) {
        return served.stream().anyMatch(offer -> entries.stream().anyMatch(offer::serves));
    }

    /** Loads it anew. Never fails. */
    Future<Outcome> restart(PluginHost.Asker asker) {
        Promise<Outcome> outcome = Promise.promise();
        enqueue(() -> again(asker).onSuccess(outcome::tryComplete).<Void>mapEmpty())
                .onComplete(done -> outcome.tryComplete(new Outcome(false, "the restart failed")));
        return outcome.future();
    }

    private Future<Outcome> again(PluginHost.Asker asker) {
        @Nullable StagedJar jar = life == null ? last : life.jar();
        boolean person = asker == PluginHost.Asker.PERSON;
        if (jar == null || (life == null && !keptStopped)) {
            return Future.succeededFuture(new Outcome(false, "it does not run: " + errorNow()));
        }
        if (life == null && !person) {
            return Future.succeededFuture(new Outcome(false, "it is kept stopped, a person is needed: " + error));
        }
        if (person) {
            restarts.clear();
        }
        return reopen(jar).map(done -> {
            @Nullable String wrong = errorNow();
            return new Outcome(stateNow() == PluginInfo.State.STARTED, wrong == null ? "started anew" : wrong);
        });
    }

    /** Ends what runs, opens the JAR again and starts its instances. */
    private Future<Void> reopen(StagedJar jar) {
        @Nullable Life old = life;
        state = PluginInfo.State.STARTING;
        error = null;
        keptStopped = false;
        busy = true;
        books.changed(this);
        Future<Void> ended = old == null ? Future.succeededFuture() : discard(old);
        return ended.compose(done -> install(jar))
                .compose(again -> accepted(null), thrown -> failed(Failures.text(thrown)));
    }

    /** Stops the plugin for good. Never fails. */
    Future<Void> close() {
        return enqueue(this::end);
    }

    private Future<Void> enqueue(Supplier<Future<Void>> operation) {
        tail = tail.compose(done -> operation.get()).recover(thrown -> {
            log.error("plugin=operation-failed file={}", file, thrown);
            return Future.succeededFuture();
        });
        return tail;
    }

    private Future<Void> bringInLine() {
        duplicateOf = null;
        if (!Files.isRegularFile(file)) {
            return end().onSuccess(ended -> books.left(this));
        }
        StagedJar next;
        try {
            next = parts.stage().copy(file);
        } catch (PluginFailure e) {
            return reject(PluginInfo.State.FAILED, e.getMessage());
        }
        String refusal = bundled ? null : books.refusal(next);
        if (refusal != null) {
            return refuse(next, refusal);
        }
        if (life != null && life.jar().sha256().equals(next.sha256())) {
            parts.stage().discard(next);
            return error == null ? Future.succeededFuture() : accepted(null);
        }
        if (life != null && next.sha256().equals(notTaken)) {
            parts.stage().discard(next);
            return Future.succeededFuture();
        }
        String holder = books.holder(next.id(), this);
        if (holder != null) {
            parts.stage().discard(next);
            know(next);
            duplicateOf = next.id();
            return reject(
                    PluginInfo.State.FAILED, "its id '" + next.id() + "' is taken by the plugin from file " + holder);
        }
        return swap(next);
    }

    private Future<Void> refuse(StagedJar next, String refusal) {
        parts.stage().discard(next);
        boolean oldMayStay = life != null && books.refusal(life.jar()) == null;
        Future<Void> stopped = oldMayStay ? Future.succeededFuture() : end();
        return stopped.compose(done -> {
            know(next);
            return reject(PluginInfo.State.REFUSED, refusal);
        });
    }

    /** While another version runs it goes on, and only the reason is shown. */
    private Future<Void> reject(PluginInfo.State without, @Nullable String reason) {
        parts.meters().counter(Meter.PLUGIN_REJECTED).increment();
        state = without;
        error = file.getFileName() + " " + reason;
        books.changed(this);
        return Future.succeededFuture();
    }

    private Future<Void> accepted(@Nullable String notice) {
        busy = false;
        error = notice;
        books.changed(this);
        return Future.succeededFuture();
    }

    private void know(StagedJar next) {
        if (life == null) {
            last = next;
        }
    }

    private Future<Void> swap(StagedJar next) {
        @Nullable Life old = life;
        Set<Entry> ran = old == null ? Set.of() : old.running();
        last = next;
        error = null;
        state = PluginInfo.State.STARTING;
        busy = true;
        books.changed(this);
        Future<Void> cleared = old == null ? Future.succeededFuture() : old.end();
        return cleared.compose(ended -> install(next))
                .compose(fresh -> noWorse(fresh, ran))
                .compose(
                        taken -> {
                            if (old != null) {
                                parts.stage().discard(old.jar());
                            }
                            return accepted(null);
                        },
                        thrown -> {
                            parts.stage().discard(next);
                            return old == null ? failed(Failures.text(thrown)) : back(old.jar(), next, thrown);
                        });
    }

    /** Opens a JAR, runs it and starts its instances; on failure nothing of it is left. */
    private Future<Life> install(StagedJar jar) {
        return Life.open(jar, parts, this).compose(opened -> {
            life = opened;
            return opened.load()
                    .compose(loaded -> {
                        served = opened.offers();
                        return books.startInstances(this, opened);
                    })
                    .map(opened)
                    .recover(thrown -> discard(opened).compose(ended -> Future.failedFuture(thrown)));
        });
    }

    private Future<Void> noWorse(Life fresh, Set<Entry> ran) {
        List<String> worse = fresh.failures(ran);
        return worse.isEmpty()
                ? Future.succeededFuture()
                : discard(fresh).compose(ended -> Future.failedFuture(new PluginFailure(String.join("; ", worse))));
    }

    private Future<Void> discard(Life broken) {
        life = null;
        return broken.end();
    }

    private Future<Void> back(StagedJar old, StagedJar next, Throwable why) {
        String notice = "version " + next.version() + " was not taken: " + Failures.text(why);
        parts.meters().counter(Meter.PLUGIN_REJECTED).increment();
        notTaken = next.sha256();
        last = old;
        return install(old)
                .compose(
                        again -> accepted(Failures.line(notice + "; version " + old.version() + " runs again")),
                        thrown -> failed(
                                notice + "; version " + old.version() + " failed as well: " + Failures.text(thrown)));
    }

    private Future<Void> failed(String reason) {
        busy = false;
        life = null;
        return reject(PluginInfo.State.FAILED, "cannot run: " + reason);
    }

    private Future<Void> end() {
        Life ending = life;
        if (ending == null) {
            return Future.succeededFuture();
        }
        life = null;
        busy = true;
        state = PluginInfo.State.STOPPED;
        return ending.end().onSuccess(ended -> {
            busy = false;
            parts.stage().discard(ending.jar());
        });
    }

    @Override
    public void lifeChanged(Life changed) {
        if (life == changed) {
            books.changed(this);
        }
    }

    @Override
    public boolean serves(Offer offer) {
        return books.server(offer, this) == null;
    }

    @Override
    public void hung(Life hung) {
        enqueue(() -> life == hung ? renew(hung) : Future.succeededFuture());
    }

    private Future<Void> renew(Life hung) {
        if (hung.blockedAt() == null) {
            return Future.succeededFuture();
        }
        parts.meters().counter(Meter.PLUGIN_ABANDONED, hung.jar().id()).increment();
        log.warn("plugin={} event loop abandoned: {}", hung.jar().id(), hung.blockedText());
        return startAnew(hung, "its event loop hung", hung.blockedText());
    }

    @Override
    public void throwing(Life thrower) {
        enqueue(() -> life == thrower
                ? startAnew(thrower, "it threw " + Mishap.MOST + " times within a minute", thrower.mishapText())
                : Future.succeededFuture());
    }

    /** Within the budget of restarts; beyond it the plugin is kept stopped until a person starts it again. */
    private Future<Void> startAnew(Life broken, String why, String detail) {
        long now = parts.ground().clock().nanoTime();
        restarts.add(now);
        restarts.removeIf(restart -> now - restart > RESTARTS_NANOS);
        if (restarts.size() <= MAX_RESTARTS) {
            return reopen(broken.jar());
        }
        Future<Void> ended = discard(broken);
        keptStopped = true;
        ended.onComplete(done -> log.warn("plugin={} kept stopped", broken.jar().id()));
        return failed(why + ", and it was started anew " + MAX_RESTARTS
                        + " times within an hour already; it is kept stopped until a person restarts it, last: "
                        + detail)
                .compose(told -> ended);
    }
}
