package dev.feedwarden.supervisor.status;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The words that operators search for. */
class OperatorLogTest {

    private static final String RULES = """
            version: 1
            rules:
              silence: {about: No tick, metric: feed.ticks, of: plugin:deribit, measure: age, yellow: "> 10s",
                recover: feed}
            ladders:
              feed: {steps: [{after: 20s, do: warn}, {after: 30s, do: restart-streams}], healthy: 5s}
            """;

    private final Logger logger = (Logger) LoggerFactory.getLogger(OperatorLog.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private Level before;

    @BeforeEach
    void listen() {
        before = logger.getLevel();
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
        logger.setLevel(before);
    }

    @Test
    void feedFallsSilent_cycleIsToldOnceAChangeAndEachStepIsStaleData() {
        try (Stage stage = Stage.of(RULES, Stage.feed("deribit"))) {
            stage.connected("deribit");
            stage.ticks("deribit", 3);
            stage.seconds(45);
            stage.disconnected("deribit");
            stage.seconds(3);
        }
        assertThat(said("Monitor cycle"))
                .containsExactly(
                        "Monitor cycle: socket_connected=True, data_flowing=False feed=deribit",
                        "Monitor cycle: socket_connected=True, data_flowing=True feed=deribit",
                        "Monitor cycle: socket_connected=True, data_flowing=False feed=deribit",
                        "Monitor cycle: socket_connected=False, data_flowing=False feed=deribit");
        assertThat(said("STALE DATA")).hasSize(2);
        assertThat(said("STALE DATA").get(0))
                .startsWith("STALE DATA (Level 1): Contract deribit feed=deribit silentSeconds=20 step=warn");
        assertThat(said("STALE DATA").get(1)).startsWith("STALE DATA (Level 2): Contract deribit");
    }

    private List<String> said(String words) {
        return lines.list.stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.startsWith(words))
                .toList();
    }
}
