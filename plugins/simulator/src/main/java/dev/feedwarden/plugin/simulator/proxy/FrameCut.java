package dev.feedwarden.plugin.simulator.proxy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/**
 * Finds the middle of a message in the bytes that an exchange sends. It follows the WebSocket frames of RFC 6455, section
 * 5.2, from the handshake on; an answer in plain HTTP is cut in the middle of what arrives. Where every message has its
 * length before it, it follows those.
 */
final class FrameCut {

    private static final int LONGEST_HEAD = 16 * 1024;
    private static final String HEAD_END = "\r\n\r\n";

    private enum Mode {
        HEAD,
        PLAIN,
        FRAMES
    }

    private final StringBuilder head = new StringBuilder();
    private final byte[] header = new byte[10];
    private final Framing framing;
    private Mode mode;
    private int headerBytes;
    private long left;
    private long untilCut = -1;

    FrameCut(Framing framing) {
        this.framing = framing;
        mode = framing == Framing.WEB_SOCKET ? Mode.HEAD : Mode.FRAMES;
    }

    /**
     * Follows what is about to be sent.
     *
     * @param armed whether the next message is to be cut
     * @return how many of the bytes may be sent; ask {@link #cut()} whether the connection ends there
     */
    int pass(Buffer data, boolean armed) {
        int at = mode == Mode.HEAD ? head(data) : 0;
        if (mode == Mode.PLAIN && armed) {
            untilCut = 0;
            return data.length() / 2;
        }
        while (mode == Mode.FRAMES && at < data.length() && untilCut != 0) {
            at = frame(data, at, armed);
        }
        return mode == Mode.FRAMES ? at : data.length();
    }

    /** Whether the message is cut: nothing more may be sent. */
    boolean cut() {
        return untilCut == 0;
    }

    private int head(Buffer data) {
        int before = head.length();
        head.append(data.getString(0, data.length(), StandardCharsets.ISO_8859_1.name()));
        int end = head.indexOf(HEAD_END);
        if (end < 0) {
            mode = head.length() > LONGEST_HEAD ? Mode.PLAIN : Mode.HEAD;
            return data.length();
        }
        boolean upgraded = head.indexOf("HTTP/1.1 101") == 0;
        mode = upgraded ? Mode.FRAMES : Mode.PLAIN;
        head.setLength(0);
        return end + HEAD_END.length() - before;
    }

    private int frame(Buffer data, int at, boolean armed) {
        if (untilCut > 0) {
            int sent = (int) Math.min(untilCut, data.length() - at);
            untilCut -= sent;
            return at + sent;
        }
        if (left > 0) {
            int sent = (int) Math.min(left, data.length() - at);
            left -= sent;
            return at + sent;
        }
        header[headerBytes++] = data.getByte(at);
        if (headerBytes >= 2 && headerBytes == headerLength()) {
            left = payloadLength();
            headerBytes = 0;
            if (armed && left >= 2) {
                untilCut = left / 2;
            }
        }
        return at + 1;
    }

    /** A server's frames carry no mask. */
    private int headerLength() {
        if (framing == Framing.LENGTH_FIRST) {
            return 4;
        }
        return switch (header[1] & 0x7F) {
            case 126 -> 4;
            case 127 -> 10;
            default -> 2;
        };
    }

    private long payloadLength() {
        int length = headerLength();
        if (length == 2) {
            return header[1] & 0x7F;
        }
        long value = 0;
        for (int i = framing == Framing.LENGTH_FIRST ? 0 : 2; i < length; i++) {
            value = (value << 8) | (header[i] & 0xFF);
        }
        return value;
    }
}
