package dev.feedwarden.plugin.simulator.bybit;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.exchange.DataFrame;
import dev.feedwarden.plugin.simulator.exchange.Truth;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.netty.channel.ChannelFuture;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.internal.http.WebSocketInternal;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One WebSocket connection: what it has subscribed, and the way its messages go out. */
final class BybitSession {

    /** Bybit cuts a connection without pings and data after ten minutes, and looks every 30 s. */
    private static final Duration IDLE = Duration.ofMinutes(10);

    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
    private static final Duration PING_WITHIN = Duration.ofSeconds(25);
    private static final Duration FIRST_PING_WITHIN = Duration.ofSeconds(5);

    private final ServerWebSocket socket;
    private final Timers timers;
    private final Faults faults;
    private final Truth truth;
    private final Timers.Timer watch;
    private final Set<String> topics = new LinkedHashSet<>();
    private final Set<String> muted = new LinkedHashSet<>();
    private final Map<String, Integer> told = new HashMap<>();
    private long alive;
    private boolean pinged;
    private int spoilt;
    private int pongs;
    private @Nullable DataFrame held;

    BybitSession(ServerWebSocket socket, Timers timers, Faults faults, Truth truth) {
        this.socket = socket;
        this.timers = timers;
        this.faults = faults;
        this.truth = truth;
        alive = timers.nanoTime();
        watch = timers.every(LOOK_EVERY, this::look);
    }

    /** Whether it is one of the option socket, whose answers have a shape of their own. */
    boolean option() {
        return socket.path().endsWith("/option");
    }

    String id() {
        return Integer.toHexString(System.identityHashCode(this));
    }

    /** The topics it has; changed by whoever handles its requests. */
    Set<String> topics() {
        return topics;
    }

    /** Those of its topics that bring nothing. */
    Set<String> muted() {
        return muted;
    }

    /** Counts the messages of a symbol; how many it had before. */
    int tell(String symbol) {
        return told.merge(symbol, 1, Integer::sum) - 1;
    }

    boolean full() {
        return socket.writeQueueFull();
    }

    /** The client has sent a ping; how many before. */
    int pinged() {
        pinged = true;
        alive = timers.nanoTime();
        return pongs++;
    }

    void data(DataFrame frame) {
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

    void write(String text) {
        socket.writeFinalTextFrame(text);
    }

    /** Ends the connection without a close frame. */
    void cut() {
        ChannelFuture unused =
                ((WebSocketInternal) socket).channelHandlerContext().close();
    }

    void closed() {
        watch.cancel();
        topics.clear();
    }

    private void deliver(DataFrame frame) {
        if (faults.on(Fault.MALFORMED)) {
            write(spoilt(frame.text()));
            truth.spoiled();
            return;
        }
        if (!faults.on(Fault.PING_REQUIRED)) {
            alive = timers.nanoTime();
        }
        for (int i = faults.on(Fault.DUPLICATE) ? 2 : 1; i > 0; i--) {
            write(frame.text());
            truth.wrote(frame);
        }
    }

    private String spoilt(String text) {
        return switch (spoilt++ % 3) {
            case 0 -> text.substring(0, text.length() / 2);
            case 1 -> text.replaceFirst("\"data\":\\{", "\"data\":17,\"was\":{");
            default -> text.replaceFirst("\"markPrice\":\"[^\"]*\"", "\"markPrice\":\"soon\"");
        };
    }

    private void look() {
        Duration quiet = Duration.ofNanos(timers.nanoTime() - alive);
        Duration limit = faults.on(Fault.PING_REQUIRED) ? (pinged ? PING_WITHIN : FIRST_PING_WITHIN) : IDLE;
        if (quiet.compareTo(limit) >= 0) {
            cut();
        }
    }
}
