package dev.feedwarden.plugin.docker;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLineTest {

    private static final Instant TIME = Instant.parse("2026-11-27T01:56:20Z");

    @Test
    void read_framesOfBothStreams_areInTheirOrder() {
        Buffer answer =
                frame(1, "2026-11-27T01:56:20Z out\n").appendBuffer(frame(2, "2026-11-27T03:56:20+02:00 err\n"));
        assertThat(LogLine.read(answer, true, false))
                .containsExactly(new LogLine(TIME, "out"), new LogLine(TIME, "err"));
    }

    @Test
    void read_lastFrameCut_leavesItOut() {
        Buffer answer = frame(1, "2026-11-27T01:56:20Z out\n").appendBuffer(frame(1, "2026-11-27T01:56:20Z b\n"));
        assertThat(LogLine.read(answer.slice(0, answer.length() - 1), true, true))
                .hasSize(1);
        assertThat(LogLine.read(answer.slice(0, 37), true, true)).hasSize(1);
    }

    @Test
    void read_hostileLength_endsThere() {
        Buffer answer = Buffer.buffer(new byte[] {1, 0, 0, 0, -1, -1, -1, -1, 65});
        assertThat(LogLine.read(answer, true, false)).isEmpty();
    }

    @Test
    void read_lineWithoutATime_belongsToTheOneBefore() {
        Buffer answer = Buffer.buffer("lost\n2026-11-27T01:56:20Z one\ntwo\n2026-11-27T01:56:20Z\n2026-11-27T01:5");
        assertThat(LogLine.read(answer, false, true))
                .isEqualTo(List.of(new LogLine(TIME, "one"), new LogLine(TIME, "two"), new LogLine(TIME, "")));
    }

    @Test
    void unread_timesOutOfOrder_areEachGivenOnce() {
        List<LogLine> first = List.of(line(5, "a"), line(4, "b"), line(5, "c"));
        LogPlace place = LogPlace.START.after(LogPlace.START.unread(first));
        assertThat(place).isEqualTo(new LogPlace(TIME.plusSeconds(5), 2));
        List<LogLine> more = List.of(line(5, "a"), line(4, "b"), line(5, "c"), line(5, "d"), line(4, "e"));
        assertThat(place.unread(more)).extracting(LogLine::text).containsExactly("d", "e");
        assertThat(place.unread(first)).isEmpty();
    }

    private static LogLine line(int second, String text) {
        return new LogLine(TIME.plusSeconds(second), text);
    }

    private static Buffer frame(int stream, String payload) {
        return Buffer.buffer()
                .appendByte((byte) stream)
                .appendBytes(new byte[3])
                .appendInt(payload.length())
                .appendString(payload);
    }
}
