package dev.feedwarden.plugin.simulator.ib;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The form of a message: fields that each end with a zero byte, in a frame of four bytes of length and the fields. */
final class Wire {

    private static final String END = "\0";

    private Wire() {}

    /** The payload of a message. */
    static String text(Object... fields) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(fields).forEach(field -> text.append(field).append(END));
        return text.toString();
    }

    /** The fields of a payload. */
    static List<String> fields(String text) {
        String[] pieces = text.split(END, -1);
        return List.of(pieces).subList(0, pieces.length - 1);
    }

    /** A payload with its length before it. A character is a byte. */
    static Buffer frame(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        return Buffer.buffer(4 + bytes.length).appendInt(bytes.length).appendBytes(bytes);
    }
}
