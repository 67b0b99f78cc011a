package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.event.Event;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.supervisor.metrics.Meter;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FactBusTest {

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FactBus bus = new FactBus(vertx, new Meters(registry));

    FactBusTest() {
        vertx.eventBus().registerCodec(new FactsCodec());
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void accept_manyFactsOfOneThread_arriveInOrderAndByReference() throws Exception {
        List<Event> sent = new ArrayList<>();
        List<Event> taken = new ArrayList<>();
        var all = new CompletableFuture<List<Event>>();
        consume(event -> {
            taken.add(event);
            if (taken.size() == 1_000) {
                all.complete(taken);
            }
        });
        for (int i = 0; i < 1_000; i++) {
            sent.add(fact(i));
        }
        sent.forEach(bus);

        assertThat(all.get(60, TimeUnit.SECONDS))
                .usingElementComparator((one, other) -> one == other ? 0 : 1)
                .isEqualTo(sent);
        assertThat(bus.dropped()).isZero();
    }

    @Test
    void accept_consumerIsStuck_dropsSamplesFirstAndTheRestAboveTheSecondLimit() throws Exception {
        var stuck = new CountDownLatch(1);
        var drained = new CompletableFuture<Boolean>();
        var samples = new AtomicInteger();
        Event end = fact(99_999);
        consume(event -> {
            hold(stuck);
            samples.addAndGet(event instanceof Event.Sampled ? 1 : 0);
            if (event == end) {
                drained.complete(true);
            }
        });
        for (int i = 0; i < FactBus.MOST_BEFORE_SAMPLES_GO + 500; i++) {
            bus.accept(sample(i));
        }
        assertThat(bus.dropped()).isBetween(499L, 500L);
        long droppedSamples = bus.dropped();
        int before = FactBus.MOST - FactBus.MOST_BEFORE_SAMPLES_GO - 1;
        for (int i = 0; i < before; i++) {
            bus.accept(fact(i));
        }
        bus.accept(end);
        assertThat(bus.dropped()).isEqualTo(droppedSamples);
        for (int i = 0; i < 300; i++) {
            bus.accept(fact(i));
        }

        assertThat(bus.dropped() - droppedSamples).isBetween(299L, 300L);
        assertThat(registry.get(Meter.FACTS_DROPPED.meterName()).counter().count())
                .isEqualTo((double) bus.dropped());
        stuck.countDown();
        drained.get(60, TimeUnit.SECONDS);
        assertThat(samples.get()).isEqualTo((int) (FactBus.MOST_BEFORE_SAMPLES_GO + 500 - droppedSamples));
    }

    @Test
    void accept_nobodyTakesThemYet_keepsThemInOrderWithinTheLimit() throws Exception {
        for (int i = 0; i < FactBus.MOST + 5; i++) {
            bus.accept(fact(i));
        }
        assertThat(bus.dropped()).isEqualTo(5);
        List<Event> taken = new ArrayList<>();
        var all = new CompletableFuture<List<Event>>();
        Event end = fact(99_999);
        consume(event -> {
            taken.add(event);
            if (taken.size() == FactBus.MOST) {
                bus.accept(end);
            } else if (event == end) {
                all.complete(taken);
            }
        });

        assertThat(all.get(60, TimeUnit.SECONDS))
                .hasSize(FactBus.MOST + 1)
                .isSortedAccordingTo((one, other) -> one.time().compareTo(other.time()));
    }

    private void consume(Consumer<Event> taker) throws Exception {
        var ready = new CompletableFuture<Boolean>();
        vertx.runOnContext(ignored -> {
            bus.consume(taker);
            ready.complete(true);
        });
        ready.get(60, TimeUnit.SECONDS);
    }

    private static void hold(CountDownLatch latch) {
        try {
            assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static Event fact(int number) {
        return new Event.Faulted("feed", FaultKind.GAP, "", Instant.ofEpochSecond(number));
    }

    private static Event sample(int number) {
        return new Event.Sampled("feed", 1, 1, 1, List.of(), Instant.ofEpochSecond(number));
    }
}
