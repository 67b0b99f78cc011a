package dev.feedwarden.plugin.http;

import io.vertx.core.MultiMap;
import java.time.Duration;

/**
 * What a server answered.
 *
 * @param body its first bytes as text, at most {@link Exchange#MOST_BYTES}
 * @param cut whether the body was longer
 * @param took from the call to the end of the body, finding the address included
 */
record Reply(int status, MultiMap headers, String body, boolean cut, Duration took) {

    boolean isOk() {
        return status >= 200 && status < 300;
    }
}
