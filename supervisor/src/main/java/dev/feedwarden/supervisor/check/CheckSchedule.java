package dev.feedwarden.supervisor.check;

import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Timers;
import dev.feedwarden.api.check.HealthCheck;
import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.supervisor.status.CoreMetrics;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One check and when it is asked: at once, then every so often, one question at a time. A question that has no answer in
 * time, or a failed one, is a reading of {@code check.failures}; while a question that timed out still has no answer,
 * each further turn is such a reading too and asks nothing. Lives on the check's event loop.
 */
final class CheckSchedule {

    private static final Logger LOG = LoggerFactory.getLogger(CheckSchedule.class);

    private final String id;
    private final HealthCheck check;
    private final Duration timeout;
    private final Timers timers;
    private final Consumer<Event> facts;
    private Timers.Timer turns = () -> {};
    private Timers.Timer limit = () -> {};
    private boolean asked;
    private boolean late;
    private boolean stopped;

    CheckSchedule(String id, HealthCheck check, Duration timeout, Timers timers, Consumer<Event> facts) {
        this.id = id;
        this.check = check;
        this.timeout = timeout;
        this.timers = timers;
        this.facts = facts;
    }

    void start(Duration every) {
        turns = timers.every(every, this::turn);
        turn();
    }

    Future<Void> stop() {
        stopped = true;
        turns.cancel();
        limit.cancel();
        return check.close();
    }

    private void turn() {
        if (late) {
            failed("has not answered yet");
        }
        if (asked) {
            return;
        }
        asked = true;
        limit = timers.after(timeout, () -> {
            late = true;
            failed("no answer within " + timeout.toMillis() + " ms");
        });
        ask().onComplete(this::answered, this::unanswered);
    }

    private Future<List<Reading>> ask() {
        try {
            return check.check();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void answered(List<Reading> readings) {
        if (settle() || stopped) {
            return;
        }
        List<Reading> own = readings.stream().filter(this::isOwn).toList();
        if (own.size() < readings.size()) {
            facts.accept(new Event.Faulted(
                    id, FaultKind.PLUGIN, "a reading's subject is neither " + id + " nor below it", timers.now()));
        }
        if (!own.isEmpty()) {
            facts.accept(new Event.Measured(id, own, timers.now()));
        }
    }

    private void unanswered(Throwable failure) {
        if (!settle()) {
            failed(String.valueOf(failure));
        }
    }

    /** The question is over; true if that was too late to count. */
    private boolean settle() {
        limit.cancel();
        boolean wasLate = late;
        asked = false;
        late = false;
        return wasLate;
    }

    private void failed(String why) {
        if (stopped) {
            return;
        }
        LOG.debug("check=failed id={} why=\"{}\"", id, why);
        Instant now = timers.now();
        facts.accept(new Event.Measured(id, List.of(new Reading(CoreMetrics.CHECK_FAILURES.name(), id, 1, now)), now));
    }

    private boolean isOwn(Reading reading) {
        return reading.subject().equals(id) || reading.subject().startsWith(id + "/");
    }
}
