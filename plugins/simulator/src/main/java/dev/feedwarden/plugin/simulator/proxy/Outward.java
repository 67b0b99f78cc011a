package dev.feedwarden.plugin.simulator.proxy;

import dev.feedwarden.plugin.simulator.fault.Fault;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The way out of one connection: from the exchange to the client, through whatever fault is on. */
final class Outward {

    private static final String HEAD_END = "\r\n\r\n";

    private final Wiring wiring;
    private final NetSocket client;
    private final Runnable close;
    private final FrameCut frames;
    private @Nullable NetSocket source;
    private @Nullable Drip drip;
    private boolean unharmed;
    private boolean ending;
    private boolean cut;

    Outward(Wiring wiring, NetSocket client, Runnable close) {
        this.wiring = wiring;
        this.client = client;
        this.close = close;
        frames = new FrameCut(wiring.doors().framing());
    }

    /** Names where the bytes come from, before any comes. */
    void from(NetSocket socket, boolean harmless) {
        source = socket;
        unharmed = harmless;
        drip = new Drip(wiring.timers(), client, socket);
    }

    void send(Buffer data) {
        if (cut) {
            return;
        }
        if (unharmed) {
            pass(data);
        } else if (wiring.faults().on(Fault.DROP)) {
            headOnly(data);
        } else {
            whole(data);
        }
    }

    /** The exchange has ended the connection: what is held goes out first. */
    void end() {
        ending = true;
        if (drip == null || drip.empty()) {
            close.run();
        }
    }

    /** The drip is over: what it held goes out at once. */
    void flush() {
        if (drip != null) {
            drip.flush();
            if (ending) {
                close.run();
            }
        }
    }

    void stop() {
        if (drip != null) {
            drip.stop();
        }
    }

    private void whole(Buffer data) {
        int length = frames.pass(data, wiring.faults().on(Fault.TRUNCATED));
        Buffer sent = length == data.length() ? data : data.getBuffer(0, length);
        if (frames.cut()) {
            cut = true;
            client.write(sent).onComplete(written -> close.run());
        } else if (drip != null && (wiring.faults().on(Fault.SLOW_DRIP) || !drip.empty())) {
            drip.hold(sent);
        } else {
            pass(sent);
        }
    }

    /** The connection is made, so the exchange's first answer is seen up to its head; then it is cut. */
    private void headOnly(Buffer data) {
        String text = data.getString(0, data.length(), StandardCharsets.ISO_8859_1.name());
        int end = text.indexOf(HEAD_END);
        cut = true;
        Buffer head = end < 0 ? data : data.getBuffer(0, end + HEAD_END.length());
        client.write(head).onComplete(written -> {
            Reset.reset(client);
            close.run();
        });
    }

    private void pass(Buffer data) {
        if (source != null) {
            Link.pump(data, client, source);
        }
    }
}
