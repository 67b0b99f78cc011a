package dev.feedwarden.supervisor.chart;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.api.Metric;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.rules.RuleSet;
import dev.feedwarden.rules.read.Catalog;
import dev.feedwarden.rules.read.RuleFile;
import dev.feedwarden.rules.read.RuleReader;
import dev.feedwarden.supervisor.history.HistoryException;
import dev.feedwarden.supervisor.history.Samples;
import dev.feedwarden.supervisor.metrics.Meters;
import dev.feedwarden.supervisor.status.CoreMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Phaser;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ChartRoomTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(ChartRoom.PATIENCE_SECONDS);

    private final Vertx vertx = Vertx.vertx();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ManualTimers timers = new ManualTimers(NOON);

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    @Test
    void curve_isWhatTheRuleMeasures() {
        Curve curve = Curve.of(rules().rules().get(0), "deribit", Duration.ofHours(6), NOON, ChartRoomTest::ticks);

        // ticks stop an hour before the end: the age grows from then on
        assertThat(curve.times()).hasSize(Curve.STEPS).isSorted();
        assertThat(curve.values().get(50)).isLessThan(61);
        assertThat(curve.values().get(Curve.STEPS - 1)).isBetween(3_300.0, 3_600.0);
    }

    @Test
    void curve_ofWhatWasNotWatchedBefore_beginsWithTheFirstReading() {
        Instant first = NOON.minus(Duration.ofHours(2)).plusSeconds(1);
        Curve curve =
                Curve.of(rules().rules().get(0), "deribit", Duration.ofHours(6), NOON, (from, to, metrics, into) -> {
                    into.accept(new Reading("feed.ticks", "deribit", 1, first));
                    into.accept(new Reading("feed.ticks", "deribit", 1, NOON.minusSeconds(3_600)));
                });

        assertThat(curve.times()).hasSize(39).first().isEqualTo(NOON.minus(Duration.ofMinutes(117)));
        assertThat(curve.values().get(0)).isEqualTo(179);
    }

    @Test
    void draw_aSmallPicture() throws Exception {
        Buffer png = draw(room(ChartRoomTest::ticks), "silence").orElseThrow();

        var picture = ImageIO.read(new ByteArrayInputStream(png.getBytes()));
        assertThat(picture.getWidth()).isEqualTo(600);
        assertThat(png.length()).isLessThan(ChartRoom.MOST_BYTES);
        assertThat(registry.find("feedwarden.mail.charts.missed").counters()).isEmpty();
    }

    @Test
    void draw_ruleThatIsGone_isEmpty() throws Exception {
        assertThat(draw(room(ChartRoomTest::ticks), "other")).isEmpty();
    }

    @Test
    void draw_readingsThatCannotBeRead_isEmptyAndCounted() throws Exception {
        ChartRoom room = room((from, to, metrics, into) -> {
            throw new HistoryException("broken", new IllegalStateException("for a test"));
        });

        assertThat(draw(room, "silence")).isEmpty();
        assertThat(missed("failed")).isEqualTo(1);
    }

    @Test
    void draw_withoutFonts_isEmptyAndCounted() throws Exception {
        ChartRoom room = room((from, to, metrics, into) -> {
            throw new NoClassDefFoundError("Could not initialize class sun.awt.X11FontManager");
        });

        assertThat(draw(room, "silence")).isEmpty();
        assertThat(missed("failed")).isEqualTo(1);
    }

    @Test
    void draw_whileOneIsStuck_endsWithoutAPictureAndTheNextDoesNotWait() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ChartRoom room = room((from, to, metrics, into) -> {
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Future<Optional<Buffer>> stuck = room.draw("silence", "deribit", NOON);

        assertThat(draw(room, "silence")).as("the next").isEmpty();
        assertThat(missed("busy")).isEqualTo(1);
        timers.advance(PATIENCE.minusNanos(1));
        assertThat(stuck.isComplete()).isFalse();
        timers.advance(Duration.ofNanos(1));
        assertThat(await(stuck)).isEmpty();
        assertThat(missed("failed")).isEqualTo(1);
        release.countDown();
    }

    @Test
    void draw_afterOneThatNeverEnds_isDrawnOnAnotherThread_threeTimes() throws Exception {
        Phaser release = new Phaser(1);
        AtomicInteger drawn = new AtomicInteger();
        Semaphore begun = new Semaphore(0);
        ChartRoom room = room((from, to, metrics, into) -> {
            if (drawn.incrementAndGet() % 2 == 1) {
                begun.release();
                release.awaitAdvance(0); // deaf to interruption
            } else {
                ticks(from, to, metrics, into);
            }
        });
        for (int i = 1; i <= ChartRoom.MOST_STUCK; i++) {
            assertThat(drawLate(room)).as("stuck").isEmpty();
            assertThat(begun.tryAcquire(60, TimeUnit.SECONDS)).isTrue();
            timers.advance(
                    Duration.ofSeconds(ChartRoom.STUCK_SECONDS).minus(PATIENCE).minusMillis(1));
            assertThat(draw(room, "silence")).as("not long enough").isEmpty();
            timers.advance(Duration.ofMillis(1));
            assertThat(draw(room, "silence")).as("on thread %s", i).isPresent();
        }
        assertThat(drawLate(room)).as("stuck once more").isEmpty();
        timers.advance(Duration.ofHours(1));

        assertThat(draw(room, "silence")).as("no further thread").isEmpty();

        assertThat(registry.get("feedwarden.mail.charts.stuck").counter().count())
                .isEqualTo(ChartRoom.MOST_STUCK);
        release.forceTermination();
    }

    private double missed(String why) {
        return registry.get("feedwarden.mail.charts.missed")
                .tag("reason", why)
                .counter()
                .count();
    }

    private ChartRoom room(Samples samples) {
        RuleSet rules = rules();
        return new ChartRoom(vertx, samples, () -> rules, timers, new Meters(registry));
    }

    /** What a mail gets whose chart is not there in time. */
    private Optional<Buffer> drawLate(ChartRoom room) throws Exception {
        Future<Optional<Buffer>> drawn = room.draw("silence", "deribit", NOON);
        timers.advance(PATIENCE);
        return await(drawn);
    }

    private static Optional<Buffer> draw(ChartRoom room, String rule) throws Exception {
        return await(room.draw(rule, "deribit", NOON));
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
    }

    static void ticks(Instant from, Instant to, Set<String> metrics, Consumer<Reading> into) {
        for (Instant time = from; time.isBefore(NOON.minusSeconds(3_600)); time = time.plusSeconds(60)) {
            into.accept(new Reading("feed.ticks", "deribit", 1, time));
            into.accept(new Reading("feed.ticks", "other", 1, time));
        }
    }

    private static RuleSet rules() {
        Map<String, Metric> metrics =
                CoreMetrics.ALL.stream().collect(Collectors.toMap(Metric::name, Function.identity()));
        var reader = new RuleReader(new Catalog(metrics, Map.of("deribit", "deribit"), Set.of()), 1);
        return reader.read(List.of(new RuleFile("r.yaml", """
                        version: 1
                        rules:
                          silence: {about: s, metric: feed.ticks, of: "plugin:deribit", measure: age, yellow: "> 10s",
                            red: "> 10m", hold: {red: 10s}}
                        """))).rules();
    }
}
