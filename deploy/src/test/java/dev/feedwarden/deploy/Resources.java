package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;

/** Files of the libraries that tests use. */
final class Resources {

    private Resources() {}

    static String toText(String name) throws IOException {
        try (InputStream in = Resources.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("nothing on the class path is named " + name);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
