package dev.feedwarden.plugin.simulator.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameCutTest {

    private static final String HEAD = "HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\n\r\n";

    @ParameterizedTest
    @ValueSource(ints = {2, 125, 126, 1_000, 70_000})
    void pass_armedBetweenFrames_cutsTheNextInTheMiddle(int payload) {
        FrameCut cut = new FrameCut(Framing.WEB_SOCKET);
        Buffer before = Buffer.buffer(HEAD).appendBuffer(frame(50));
        Buffer next = frame(payload);

        assertThat(cut.pass(before, false)).isEqualTo(before.length());
        assertThat(cut.pass(next, true)).isEqualTo(next.length() - payload + payload / 2);
        assertThat(cut.cut()).isTrue();
    }

    @Test
    void pass_byteByByte_findsTheSamePlace() {
        FrameCut cut = new FrameCut(Framing.WEB_SOCKET);
        Buffer all = Buffer.buffer(HEAD).appendBuffer(frame(300)).appendBuffer(frame(200));
        int armedFrom = HEAD.length() + 10;
        int sent = 0;
        while (sent < all.length() && !cut.cut()) {
            sent += cut.pass(all.getBuffer(sent, sent + 1), sent >= armedFrom);
        }

        assertThat(sent).isEqualTo(HEAD.length() + 304 + 4 + 100);
    }

    @Test
    void pass_plainAnswer_isCutInHalf() {
        FrameCut cut = new FrameCut(Framing.WEB_SOCKET);
        Buffer answer = Buffer.buffer("HTTP/1.1 200 OK\r\n\r\n0123456789");

        assertThat(cut.pass(answer, true)).isEqualTo(answer.length() / 2);
        assertThat(cut.cut()).isTrue();
    }

    @Test
    void pass_notArmed_passesEverything() {
        FrameCut cut = new FrameCut(Framing.WEB_SOCKET);
        Buffer all = Buffer.buffer(HEAD).appendBuffer(frame(300));

        assertThat(cut.pass(all, false)).isEqualTo(all.length());
        assertThat(cut.cut()).isFalse();
    }

    private static Buffer frame(int payload) {
        Buffer frame = Buffer.buffer().appendByte((byte) 0x81);
        if (payload < 126) {
            frame.appendByte((byte) payload);
        } else if (payload < 65_536) {
            frame.appendByte((byte) 126).appendUnsignedShort(payload);
        } else {
            frame.appendByte((byte) 127).appendLong(payload);
        }
        return frame.appendBytes(new byte[payload]);
    }
}
