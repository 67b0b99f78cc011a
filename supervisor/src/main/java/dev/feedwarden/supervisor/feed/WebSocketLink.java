package dev.feedwarden.supervisor.feed;

import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.http.WebSocketFrame;
import io.vertx.core.internal.http.WebSocketInternal;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket. Puts the frames of a message together itself, because the client's own aggregation drops a message that
 * is too large without a word.
 */
final class WebSocketLink implements Transport.Link {

    private static final Buffer EMPTY = Buffer.buffer();

    private final ClientWebSocket socket;
    private final int messageBytes;
    private final Transport.Receiver receiver;
    private @Nullable Buffer message;
    private @Nullable Throwable error;
    private @Nullable ChannelHandlerContext channel;
    private boolean closed;

    WebSocketLink(ClientWebSocket socket, int messageBytes, Transport.Receiver receiver) {
        this.socket = socket;
        this.messageBytes = messageBytes;
        this.receiver = receiver;
    }

    void connect(WebSocketConnectOptions options) {
        socket.frameHandler(this::frame);
        socket.pongHandler(data -> receiver.ponged());
        socket.drainHandler(none -> receiver.drained());
        socket.exceptionHandler(this::failed);
        socket.closeHandler(none -> receiver.closed(farewell()));
        socket.connect(options).onSuccess(this::opened).onFailure(e -> receiver.closed(Details.of(e)));
    }

    @Override
    public void send(Buffer data) {
        if (channel != null && !socket.isClosed()) {
            socket.writeTextMessage(data.toString());
        }
    }

    @Override
    public boolean full() {
        return channel != null && !socket.isClosed() && socket.writeQueueFull();
    }

    @Override
    public boolean framed() {
        return true;
    }

    @Override
    public void ping() {
        if (channel != null && !socket.isClosed()) {
            socket.writePing(EMPTY);
        }
    }

    @Override
    public Future<Void> close() {
        closed = true;
        return channel == null ? Future.succeededFuture() : BoundedClose.of(socket.close(), channel);
    }

    private void opened(WebSocket connected) {
        channel = ((WebSocketInternal) connected).channelHandlerContext();
        if (closed) {
            close();
        } else {
            receiver.opened();
        }
    }

    private void frame(WebSocketFrame frame) {
        if (closed || !(frame.isText() || frame.isBinary() || frame.isContinuation())) {
            return;
        }
        Buffer part = frame.binaryData();
        int size = part.length() + (message == null ? 0 : message.length());
        if (size > messageBytes) {
            message = null;
            receiver.oversized("a message of more than " + messageBytes + " bytes arrived: at least " + size);
        } else if (frame.isFinal()) {
            Buffer whole = message == null ? part : message.appendBuffer(part);
            message = null;
            receiver.received(whole);
        } else {
            message = message == null ? part.copy() : message.appendBuffer(part);
        }
    }

    private void failed(Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException corrupted
                && corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG)) {
            receiver.oversized("a frame of more than " + messageBytes + " bytes arrived");
        } else if (error == null) {
            error = cause;
        }
    }

    private String farewell() {
        Short code = socket.closeStatusCode();
        if (code != null && code != WebSocketCloseStatus.ABNORMAL_CLOSURE.code()) {
            String reason = socket.closeReason();
            return "close code " + code + (reason == null || reason.isEmpty() ? "" : ": " + reason);
        }
        return "closed without a close frame" + (error == null ? "" : ": " + Details.of(error));
    }
}
