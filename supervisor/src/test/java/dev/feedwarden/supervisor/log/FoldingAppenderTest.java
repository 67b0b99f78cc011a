package dev.feedwarden.supervisor.log;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FoldingAppenderTest {

    private final ListAppender<ILoggingEvent> written = new ListAppender<>();
    private final AtomicInteger folded = new AtomicInteger();
    private final FoldingAppender appender = new FoldingAppender(written, folded::incrementAndGet);

    @Test
    void append_linesThatRepeat_countsEachThatIsNotWritten_andTellsThemAtTheEnd() {
        written.start();
        appender.start();
        for (int i = 0; i < 8; i++) {
            appender.doAppend(event("attempt failed inARow=" + i));
        }
        assertThat(written.list).hasSize(5);
        assertThat(folded).hasValue(3);

        appender.stop();
        assertThat(written.list)
                .hasSize(6)
                .last()
                .satisfies(line -> assertThat(line.getMessage()).startsWith("event=folded more=3 line=\"WARN"));
        assertThat(folded).hasValue(3);
    }

    private static LoggingEvent event(String message) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName("dev.feedwarden.Some");
        event.setLevel(Level.WARN);
        event.setInstant(Instant.parse("2026-03-01T10:00:00Z"));
        event.setMessage(message);
        return event;
    }
}
