package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.exchange.DataFrame;
import dev.feedwarden.plugin.simulator.exchange.Truth;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.netty.channel.ChannelFuture;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection: what it has subscribed, and the way its messages go out. */
final class Session {

    /** A connection without keep-alive and subscriptions ends so long after its last request. */
    private static final Duration IDLE = Duration.ofMillis(60_500);

    private final ServerWebSocket socket;
    private final Timers timers;
    private final Faults faults;
    private final Truth truth;
    private final Heartbeat heartbeat;
    private final Spoiler spoiler = new Spoiler();
    private final LateFrames late;
    private final Set<String> channels = new LinkedHashSet<>();
    private Timers.@Nullable Timer idle;
    private @Nullable DataFrame held;
    private boolean quiet = true;

    Session(ServerWebSocket socket, Timers timers, Faults faults, Truth truth) {
        this.socket = socket;
        this.timers = timers;
        this.faults = faults;
        this.truth = truth;
        this.heartbeat = new Heartbeat(timers, this, faults);
        this.late = new LateFrames(timers, this::ordered);
        heard();
    }

    /** The channels it has; changed by whoever handles its requests. */
    Set<String> channels() {
        return channels;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    /** Whether the client reads more slowly than it is written to; data waits until it has caught up. */
    boolean full() {
        return socket.writeQueueFull();
    }

    /** Whether nothing was written since the last time this was asked. */
    boolean quiet() {
        boolean was = quiet;
        quiet = true;
        return was;
    }

    /** A request has come. */
    void heard() {
        if (idle != null) {
            idle.cancel();
        }
        idle = timers.after(IDLE, () -> {
            if (!heartbeat.on() && channels.isEmpty()) {
                cut();
            }
        });
    }

    /** Sends a data message, as the faults that are on will have it. */
    void data(DataFrame frame) {
        if (faults.on(Fault.LATE)) {
            late.add(frame);
        } else {
            ordered(frame);
        }
    }

    private void ordered(DataFrame frame) {
        if (!faults.on(Fault.OUT_OF_ORDER)) {
            deliver(frame);
        } else if (held == null) {
            held = frame;
        } else {
            DataFrame earlier = held;
            held = null;
            deliver(frame);
            deliver(earlier);
        }
    }

    /** Sends what was held back to change places. */
    void release() {
        if (held != null) {
            DataFrame frame = held;
            held = null;
            deliver(frame);
        }
    }

    /** Sends what was to be late. */
    void catchUp() {
        late.release();
    }

    /** Sends a message that is no data. */
    void write(String text) {
        quiet = false;
        socket.writeFinalTextFrame(text);
    }

    void close(short code, String reason) {
        socket.close(code, reason);
    }

    /** The connection is over. */
    void closed() {
        heartbeat.stop();
        channels.clear();
        late.clear();
        if (idle != null) {
            idle.cancel();
        }
    }

    private void deliver(DataFrame frame) {
        if (faults.on(Fault.MALFORMED)) {
            write(spoiler.spoil(frame.text()));
            truth.spoiled();
            return;
        }
        for (int i = faults.on(Fault.DUPLICATE) ? 2 : 1; i > 0; i--) {
            write(frame.text());
            truth.wrote(frame);
        }
    }

    /** Ends the connection without a close frame. */
    private void cut() {
        ChannelFuture unused =
                ((WebSocketInternal) socket).channelHandlerContext().close();
    }
}
