package dev.feedwarden.supervisor.feed;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.feedwarden.api.event.FaultKind;
import dev.feedwarden.supervisor.metrics.Meters;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FeedCountersTest {

    private final Logger logger = (Logger) LoggerFactory.getLogger(FeedCounters.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final FeedCounters counters = new FeedCounters("tiny", new Meters(registry));

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void logStats_afterAMinute_saysWhatHappenedSinceTheLastLine() {
        counters.tick(40);
        counters.tick(40);
        counters.repeat();
        counters.reconnect();
        counters.error(FaultKind.RATE_LIMIT);
        counters.error(FaultKind.TIMEOUT);
        counters.error(FaultKind.TIMEOUT);
        counters.state(1, 50);
        counters.logStats();
        counters.logStats();
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "STATS feed=tiny ticks=2 repeats=1 reconnects=1 connections=1 streams=50"
                                + " errors=timeout:2,rate-limit:1",
                        "STATS feed=tiny ticks=0 repeats=0 reconnects=0 connections=1 streams=50 errors=none");
    }

    @Test
    void error_byKind_isCountedWithItsKind() {
        counters.error(FaultKind.RATE_LIMIT);
        assertThat(registry.get("feedwarden.feed.faults")
                        .tag("kind", "rate-limit")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void close_afterwards_theGaugesAreGone() {
        counters.state(2, 3);
        assertThat(registry.get("feedwarden.feed.connections").gauge().value()).isEqualTo(2);
        counters.close();
        assertThat(registry.find("feedwarden.feed.connections").gauge()).isNull();
    }
}
