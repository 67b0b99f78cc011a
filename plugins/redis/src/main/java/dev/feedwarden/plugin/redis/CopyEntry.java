package dev.feedwarden.plugin.redis;

import io.vertx.core.buffer.Buffer;

/**
 * One key in a copy of what a sink has stored.
 *
 * @param name of the key, without the prefix
 * @param expiresMillis when it expires, in milliseconds since the epoch by the clock of this machine; 0 for never
 * @param payload as the server's DUMP gives it, which has a checksum of its own
 */
record CopyEntry(String name, long expiresMillis, Buffer payload) {}
