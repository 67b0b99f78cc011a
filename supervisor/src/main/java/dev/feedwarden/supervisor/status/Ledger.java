package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.recovery.Trouble;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes one page after the other into the history. A page that cannot be written is tried again for ever, after 1 s, 2 s
 * and so on up to 30 s; the next page waits. Lives on the core event loop.
 */
final class Ledger {

    private static final Logger LOG = LoggerFactory.getLogger(Ledger.class);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final History history;
    private final Timers timers;
    private final Counter failedMeter;
    private final Consumer<Draft.Page> written;
    private Draft.@Nullable Page page;
    private Future<Void> attempt = Future.succeededFuture();
    private Timers.Timer retry = () -> {};
    private long failures;

    /** @param written called with each page once it is durable */
    Ledger(History history, Timers timers, Meters meters, Consumer<Draft.Page> written) {
        this.history = history;
        this.timers = timers;
        failedMeter = meters.counter(Meter.HISTORY_RETRIES);
        this.written = written;
    }

    boolean isBusy() {
        return page != null;
    }

    /** Whether the page under way says something of this trouble. */
    boolean concerns(Trouble trouble) {
        return page != null && page.moved().contains(trouble);
    }

    /** How many attempts have failed since the start. */
    long failures() {
        return failures;
    }

    /** @throws IllegalStateException while another page is under way */
    void write(Draft.Page next) {
        if (page != null) {
            throw new IllegalStateException("expected no page under way, found one");
        }
        page = next;
        attempt(next, FIRST_PAUSE);
    }

    /** Stops trying; completes when the attempt under way has ended. */
    Future<Void> close() {
        retry.cancel();
        return attempt.otherwiseEmpty();
    }

    private void attempt(Draft.Page tried, Duration pause) {
        attempt = history.commit(tried.transaction());
        attempt.onComplete(
                done -> {
                    page = null;
                    written.accept(tried);
                },
                failure -> {
                    failures++;
                    failedMeter.increment();
                    LOG.warn("history=failed retryIn={}", pause, failure);
                    Duration longer = pause.multipliedBy(2);
                    retry = timers.after(
                            pause, () -> attempt(tried, longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE));
                });
    }
}
