package dev.feedwarden.plugin.ib;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Frames as bytes, made and taken apart without the product's code. */
final class Wire {

    private Wire() {}

    static Buffer frame(Object... fields) {
        var payload = Buffer.buffer();
        for (Object field : fields) {
            payload.appendString(String.valueOf(field)).appendByte((byte) 0);
        }
        return Buffer.buffer().appendInt(payload.length()).appendBuffer(payload);
    }

    /** The fields of each frame that was sent in one message. */
    static List<List<String>> fields(Buffer message) {
        List<List<String>> frames = new ArrayList<>();
        for (int at = 0; at < message.length(); ) {
            int length = message.getInt(at);
            frames.add(split(message.slice(at + 4, at + 4 + length)));
            at += 4 + length;
        }
        return frames;
    }

    static List<String> split(Buffer payload) {
        String text = payload.toString("ISO-8859-1");
        return Arrays.asList(text.substring(0, text.length() - 1).split("\0", -1));
    }

    static Buffer hex(String text) {
        return Buffer.buffer(java.util.HexFormat.of().parseHex(text));
    }
}
