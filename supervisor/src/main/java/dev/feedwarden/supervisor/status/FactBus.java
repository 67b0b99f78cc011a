package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.event.Event;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The way of facts to the judge: the address {@code facts} of the main event bus, with two limits. The bus itself queues
 * without one when its consumer is slow.
 *
 * <p>While {@value #MOST_BEFORE_SAMPLES_GO} facts wait, samples and measurements are dropped and counted: the next one
 * says again how things stand, and only what the dropped one counted is missing. Every other fact is said once, so it is
 * dropped, and counted, only while {@value #MOST} wait. Facts that come before anybody takes them wait like all others.
 */
public final class FactBus implements Consumer<Event> {

    /** The address on the main event bus. */
    public static final String ADDRESS = "facts";

    static final int MOST_BEFORE_SAMPLES_GO = 10_000;
    static final int MOST = 20_000;

    private final Vertx vertx;
    private final DeliveryOptions options = new DeliveryOptions().setCodecName(FactsCodec.NAME);
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private final Counter droppedMeter;

    /** Those that came before {@link #consume}; guarded by itself, as {@code taken} is. */
    private final List<Event> early = new ArrayList<>();

    private boolean taken;

    /** @param vertx the main one, with {@link FactsCodec} registered */
    public FactBus(Vertx vertx, Meters meters) {
        this.vertx = vertx;
        droppedMeter = meters.counter(Meter.FACTS_DROPPED);
    }

    /** Publishes a fact. Never waits for its taker; safe from any thread. The facts of one thread keep their order. */
    @Override
    public void accept(Event event) {
        boolean again = event instanceof Event.Sampled || event instanceof Event.Measured;
        if (waiting.incrementAndGet() > (again ? MOST_BEFORE_SAMPLES_GO : MOST)) {
            waiting.decrementAndGet();
            dropped.increment();
            droppedMeter.increment();
            return;
        }
        synchronized (early) {
            if (!taken) {
                early.add(event);
                return;
            }
        }
        send(event);
    }

    /** How many facts were dropped since the start. */
    public long dropped() {
        return dropped.sum();
    }

    /** Hands every fact to the one who takes them, on the caller's event loop. Called once. */
    void consume(Consumer<Event> taker) {
        vertx.eventBus().<Event>consumer(ADDRESS, message -> {
            waiting.decrementAndGet();
            taker.accept(message.body());
        });
        synchronized (early) {
            early.forEach(this::send);
            early.clear();
            taken = true;
        }
    }

    private void send(Event event) {
        vertx.eventBus().send(ADDRESS, event, options);
    }
}
