package dev.feedwarden.supervisor;

import dev.feedwarden.api.Timers;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.read.RuleBook;
import dev.feedwarden.supervisor.config.RuleWatch;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for changed rule files once a second, off the core event loop, and puts in force there what was decided. */
final class RuleReload {

    private static final Duration EVERY = Duration.ofSeconds(1);
    private static final Logger LOG = LoggerFactory.getLogger(RuleReload.class);

    private final RuleWatch watch;
    private final Vertx vertx;
    private final Timers timers;
    private volatile RuleBook book;
    private boolean looking;

    RuleReload(RuleWatch watch, RuleBook book, Vertx vertx, Timers timers) {
        this.watch = watch;
        this.book = book;
        this.vertx = vertx;
        this.timers = timers;
    }

    /**
     * Begins to look, for as long as there are timers.
     *
     * @param force called on the core event loop with all rules where they are others than before
     */
    void start(Consumer<RuleSet> force) {
        warn(book);
        timers.every(EVERY, () -> look(force));
    }

    /** What is in force, and of which files. Safe from any thread. */
    RuleBook book() {
        return book;
    }

    private void look(Consumer<RuleSet> force) {
        if (looking) {
            return;
        }
        looking = true;
        Future<Optional<RuleBook>> look = vertx.executeBlocking(() -> Optional.ofNullable(watch.look(timers.now())));
        look.onComplete(done -> looking = false)
                .onSuccess(found -> found.ifPresent(next -> take(next, force)))
                .onFailure(failure -> LOG.warn("event=rule-files-unreadable", failure));
    }

    private void take(RuleBook next, Consumer<RuleSet> force) {
        RuleSet before = book.rules().rules();
        book = next;
        warn(next);
        if (!before.equals(next.rules().rules())) {
            force.accept(next.rules().rules());
        }
    }

    private static void warn(RuleBook book) {
        book.files()
                .forEach(page -> page.problems()
                        .forEach(problem -> LOG.warn("event=rule-file-{} problem=\"{}\"", page.state(), problem)));
    }
}
