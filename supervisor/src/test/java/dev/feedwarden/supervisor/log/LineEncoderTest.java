package dev.feedwarden.supervisor.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxy;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class LineEncoderTest {

    private final LineEncoder encoder = new LineEncoder();

    @Test
    void encode_text_isOneLineWithWhatWasThrown() {
        LoggingEvent event = event("sink failed sink=files\nsecond line");
        event.setThrowableProxy(
                new ThrowableProxy(new IllegalStateException("no space", new IllegalArgumentException("disk\nfull"))));
        assertThat(encode(event))
                .startsWith("2026-03-01T10:00:00.123Z WARN  Delivery sink failed sink=files second line error=\""
                        + "java.lang.IllegalStateException: no space; caused by"
                        + " java.lang.IllegalArgumentException: disk full\" at=\"LineEncoderTest.")
                .containsOnlyOnce("\n")
                .endsWith("\n");
    }

    @Test
    void encode_json_hasEveryKeyOfTheMessage() {
        encoder.format(LogOptions.Format.JSON);
        String line = encode(event("disconnected feed=bybit level=high detail=\"closed \"hard\" by peer\" empty= n=3"));
        assertThat(line.strip()).doesNotContain("\n");
        assertThat(new JsonObject(line).getMap())
                .containsEntry("time", "2026-03-01T10:00:00.123Z")
                .containsEntry("level", "WARN")
                .containsEntry("logger", "Delivery")
                .containsEntry("feed", "bybit")
                .containsEntry("n", "3")
                .containsEntry("empty", "");
        assertThat(new JsonObject(line).getString("message")).contains("detail=\"closed \"hard\" by peer\"");
    }

    @Test
    void encode_veryLongMessage_isCut() {
        assertThat(encode(event("x".repeat(100_000))).length()).isLessThan(8_100);
    }

    private String encode(LoggingEvent event) {
        return new String(encoder.encode(event), UTF_8);
    }

    private static LoggingEvent event(String message) {
        LoggingEvent event = new LoggingEvent();
        event.setLoggerName("dev.feedwarden.supervisor.journal.Delivery");
        event.setLevel(Level.WARN);
        event.setInstant(Instant.parse("2026-03-01T10:00:00.123456Z"));
        event.setMessage(message);
        return event;
    }
}
