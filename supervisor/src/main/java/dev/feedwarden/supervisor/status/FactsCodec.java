package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.event.Event;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.MessageCodec;

/**
 * Lets events cross the local event bus by reference: they are immutable. Registered once, by whoever builds the main
 * Vert.x.
 */
public final class FactsCodec implements MessageCodec<Event, Event> {

    /** The name under which it is registered. */
    public static final String NAME = "fact";

    @Override
    public Event transform(Event event) {
        return event;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }

    /** @throws UnsupportedOperationException always: facts do not leave the process */
    @Override
    public void encodeToWire(Buffer buffer, Event event) {
        throw new UnsupportedOperationException("facts do not leave the process");
    }

    /** @throws UnsupportedOperationException always: facts do not leave the process */
    @Override
    public Event decodeFromWire(int position, Buffer buffer) {
        throw new UnsupportedOperationException("facts do not leave the process");
    }
}
