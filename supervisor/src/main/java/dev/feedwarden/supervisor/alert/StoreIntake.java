package dev.feedwarden.supervisor.alert;

import dev.feedwarden.api.Timers;
import dev.feedwarden.supervisor.history.History;
import dev.feedwarden.supervisor.history.Mail;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads rows that were left in the store for want of memory, once there is room for them. For the core event loop. */
final class StoreIntake {

    private static final Logger LOG = LoggerFactory.getLogger(StoreIntake.class);

    /** How long after a failed look into the store the next one is. */
    private static final Duration WAIT = Duration.ofSeconds(30);

    private final MailQueue queue;
    private final History history;
    private final Timers timers;
    private final Consumer<List<Mail>> take;
    private final Runnable goOn;
    private long notBefore;
    private boolean running;

    /**
     * An intake that has read nothing.
     *
     * @param take called with the unsettled rows of the store
     * @param goOn called when nothing is read any more, and when it is time to look again
     */
    StoreIntake(MailQueue queue, History history, Timers timers, Consumer<List<Mail>> take, Runnable goOn) {
        this.queue = queue;
        this.history = history;
        this.timers = timers;
        this.take = take;
        this.goOn = goOn;
        notBefore = timers.nanoTime();
    }

    /** Whether rows are being read now; begins to, if there is room for some that were left. */
    boolean runs() {
        if (!running && queue.wantsMore() && notBefore - timers.nanoTime() <= 0) {
            begin();
        }
        return running;
    }

    private void begin() {
        running = true;
        queue.loadBegins();
        history.resume().onComplete(stored -> {
            running = false;
            if (stored.succeeded()) {
                queue.loadEnds(() -> take.accept(stored.result().unsettled()));
            } else {
                notBefore = timers.nanoTime() + WAIT.toNanos();
                timers.after(WAIT, goOn);
                LOG.error("event=outbox-load-failed", stored.cause());
            }
            goOn.run();
        });
    }
}
