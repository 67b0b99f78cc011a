package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.event.Event;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.Counter;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The way of facts to the judge: the address {@code facts} of the main event bus, with a limit. The bus itself queues
 * without one when its consumer is slow; here, while {@value #MOST} facts wait, further ones are dropped and counted.
 * What a dropped fact said comes again with the next sample, check or deadline.
 */
public final class FactBus implements Consumer<Event> {

    /** The address on the main event bus. */
    public static final String ADDRESS = "facts";

    static final int MOST = 10_000;

    private final Vertx vertx;
    private final DeliveryOptions options = new DeliveryOptions().setCodecName(FactsCodec.NAME);
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder dropped = new LongAdder();
    private final Counter droppedMeter;

    /** @param vertx the main one, with {@link FactsCodec} registered */
    public FactBus(Vertx vertx, Meters meters) {
        this.vertx = vertx;
        droppedMeter = meters.counter(Meter.FACTS_DROPPED);
    }

    /** Publishes a fact. Never blocks; safe from any thread. The facts of one thread keep their order. */
    @Override
    public void accept(Event event) {
        if (waiting.incrementAndGet() > MOST) {
            waiting.decrementAndGet();
            dropped.increment();
            droppedMeter.increment();
            return;
        }
        vertx.eventBus().send(ADDRESS, event, options);
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
    }
}
