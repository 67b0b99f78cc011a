package dev.feedwarden.supervisor.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;

/**
 * Sends a large body that many clients share, as fast as this client reads: only a piece of it is copied for the client at
 * a time.
 */
final class BodySending {

    private static final int PIECE = 32 << 10;

    private final HttpServerResponse response;
    private final Buffer body;
    private final Runnable ended;
    private int position;

    /** @param ended run once the client has all of it or has gone; perhaps twice */
    BodySending(HttpServerResponse response, Buffer body, Runnable ended) {
        this.response = response;
        this.body = body;
        this.ended = ended;
    }

    void begin() {
        response.closeHandler(closed -> ended.run());
        response.exceptionHandler(broken -> ended.run());
        response.drainHandler(drained -> go());
        go();
    }

    private void go() {
        while (!response.ended() && !response.closed() && !response.writeQueueFull()) {
            int next = Math.min(body.length(), position + PIECE);
            Buffer piece = body.slice(position, next);
            position = next;
            if (position < body.length()) {
                response.write(piece);
            } else {
                response.end(piece).onComplete(written -> ended.run());
            }
        }
    }
}
