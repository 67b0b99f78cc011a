package dev.feedwarden.plugin.simulator.proxy;

/** How an exchange marks where a message ends. */
public enum Framing {
    /** An HTTP head, then frames of WebSocket if the head agrees to that. */
    WEB_SOCKET,
    /** Four bytes of length before each message, from the first byte on. */
    LENGTH_FIRST
}
