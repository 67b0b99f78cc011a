package dev.feedwarden.plugin.simulator.proxy;

import dev.feedwarden.plugin.simulator.fault.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/**
 * One connection through the proxy. While no fault is on it passes bytes both ways, and each side pauses when the other
 * does not read. A connection that asks for the control is never harmed.
 */
final class Link {

    private final Wiring wiring;
    private final NetSocket client;
    private final Outward outward;
    private Buffer first = Buffer.buffer();
    private FirstBytes way = FirstBytes.UNDECIDED;
    private @Nullable NetSocket behind;
    private boolean swallowed;
    private boolean over;

    Link(Wiring wiring, NetSocket client) {
        this.wiring = wiring;
        this.client = client;
        this.outward = new Outward(wiring, client, this::close);
    }

    /** Begins to read. */
    void start() {
        client.handler(this::inward);
        // A reset by the peer is followed by the close handler, which is all that has to happen.
        client.exceptionHandler(error -> {});
        if (wiring.doors().control() == 0) {
            way = FirstBytes.EXCHANGE;
            admit();
        }
    }

    /** Whether the client has not yet said enough to know whom it wants. */
    boolean undecided() {
        return way == FirstBytes.UNDECIDED;
    }

    void began(Fault fault) {
        if (way == FirstBytes.EXCHANGE && (fault == Fault.DROP || fault == Fault.REFUSE)) {
            reset();
        }
    }

    void ended(Fault fault) {
        if (fault == Fault.HALF_OPEN && swallowed) {
            reset();
        } else if (fault == Fault.SLOW_DRIP) {
            outward.flush();
        }
    }

    void reset() {
        if (!over) {
            Reset.reset(client);
            close();
        }
    }

    void close() {
        if (over) {
            return;
        }
        over = true;
        outward.stop();
        if (behind != null) {
            behind.close();
        }
        client.close();
        wiring.closed().accept(this);
    }

    private void inward(Buffer data) {
        if (way == FirstBytes.UNDECIDED) {
            first.appendBuffer(data);
            way = FirstBytes.of(first);
            if (way != FirstBytes.UNDECIDED) {
                admit();
            }
        } else if (swallows()) {
            swallowed = true;
        } else if (behind != null) {
            pump(data, behind, client);
        }
    }

    private void admit() {
        if (way == FirstBytes.CONTROL) {
            connect(wiring.doors().control());
        } else if (wiring.faults().on(Fault.REFUSE) || wiring.faults().on(Fault.NEW_PORT)) {
            reset();
        } else if (swallows()) {
            swallowed = true;
        } else {
            connect(wiring.doors().exchange());
        }
    }

    private void connect(int port) {
        client.pause();
        wiring.net().connect(port, "127.0.0.1").onComplete(socket -> {
            if (over) {
                if (socket.succeeded()) {
                    socket.result().close();
                }
            } else if (socket.failed()) {
                reset();
            } else {
                join(socket.result());
            }
        });
    }

    private void join(NetSocket socket) {
        behind = socket;
        outward.from(socket, way == FirstBytes.CONTROL);
        socket.handler(data -> {
            if (swallows()) {
                swallowed = true;
            } else {
                outward.send(data);
            }
        });
        socket.exceptionHandler(error -> {});
        socket.closeHandler(closed -> {
            if (swallows()) {
                swallowed = true;
            } else {
                outward.end();
            }
        });
        if (first.length() > 0) {
            socket.write(first);
            first = Buffer.buffer();
        }
        client.resume();
    }

    private boolean swallows() {
        return way == FirstBytes.EXCHANGE && wiring.faults().on(Fault.HALF_OPEN);
    }

    /** Passes bytes on and pauses their source until the sink has room again. */
    static void pump(Buffer data, NetSocket sink, NetSocket source) {
        sink.write(data);
        if (sink.writeQueueFull()) {
            source.pause();
            sink.drainHandler(room -> source.resume());
        }
    }
}
