package dev.feedwarden.plugin.simulator.proxy;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Tells from the first bytes of a connection whether it asks for the control or for the exchange. */
enum FirstBytes {
    UNDECIDED,
    CONTROL,
    EXCHANGE;

    private static final String PATH = "/sim/";
    private static final int LONGEST_METHOD = 8;

    /** Decided at the latest after fourteen bytes: a method, a space and the beginning of a path. */
    static FirstBytes of(Buffer bytes) {
        int seen = Math.min(bytes.length(), LONGEST_METHOD + 1 + PATH.length());
        String text = bytes.getString(0, seen, StandardCharsets.ISO_8859_1.name());
        int space = text.indexOf(' ');
        if (space < 0) {
            return text.length() > LONGEST_METHOD ? EXCHANGE : UNDECIDED;
        }
        String path = text.substring(space + 1);
        if (path.startsWith(PATH)) {
            return CONTROL;
        }
        return PATH.startsWith(path) ? UNDECIDED : EXCHANGE;
    }
}
