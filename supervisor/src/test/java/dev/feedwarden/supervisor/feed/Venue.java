package dev.feedwarden.supervisor.feed;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A venue on a real socket that speaks the words of {@link TinyFeed}, over TCP or over WebSocket frames made by hand
 * (RFC 6455), so that it can misbehave below the level at which a library would let it.
 */
final class Venue {

    private static final int TEXT = 0x1;
    private static final int CLOSE = 0x8;
    private static final int PING = 0x9;
    private static final int PONG = 0xA;

    final List<Peer> peers = new CopyOnWriteArrayList<>();
    final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final NetServer server;
    private final boolean webSocket;
    volatile boolean shakesHands = true;
    volatile boolean answersPings = true;
    volatile boolean answersClose = true;

    private Venue(Vertx vertx, boolean webSocket) {
        this.webSocket = webSocket;
        server = vertx.createNetServer();
        server.connectHandler(socket -> {
            var peer = new Peer(socket);
            peers.add(peer);
            heard.add("somebody");
            socket.handler(peer::bytes);
            socket.closeHandler(none -> {
                heard.add("gone");
            });
            if (!webSocket) {
                peer.upgraded = true;
            }
        });
    }

    static Venue webSocket(Vertx vertx) throws Exception {
        return new Venue(vertx, true).listen();
    }

    static Venue tcp(Vertx vertx) throws Exception {
        return new Venue(vertx, false).listen();
    }

    String url() {
        return (webSocket ? "ws" : "tcp") + "://127.0.0.1:" + server.actualPort() + (webSocket ? "/feed" : "");
    }

    /** The next word heard that is not in the way of the test. */
    String await(String word) throws InterruptedException {
        while (true) {
            String next = heard.poll(60, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("expected to hear '" + word + "' within 60 s");
            }
            if (next.startsWith(word)) {
                return next;
            }
        }
    }

    Peer newest() {
        return peers.get(peers.size() - 1);
    }

    /** Welcomes and grants whatever is asked. */
    private static void cooperate(Peer peer, String line) {
        if (line.equals("hello")) {
            peer.say("welcome");
        } else if (line.startsWith("sub ")) {
            peer.say("ack " + line.substring(4));
        }
    }

    private Venue listen() throws Exception {
        server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().get(60, TimeUnit.SECONDS);
        return this;
    }

    /** One connection, from the venue's side. */
    final class Peer {
        private final NetSocket socket;
        private Buffer input = Buffer.buffer();
        private boolean upgraded;

        private Peer(NetSocket socket) {
            this.socket = socket;
        }

        void say(String line) {
            if (webSocket) {
                frame(TEXT, true, Buffer.buffer(line + "\n"));
            } else {
                raw(Buffer.buffer(line + "\n"));
            }
        }

        /** A text message in two frames. */
        void sayInParts(String first, String second) {
            frame(TEXT, false, Buffer.buffer(first));
            frame(0, true, Buffer.buffer(second + "\n"));
        }

        void close(int code, String reason) {
            frame(CLOSE, true, Buffer.buffer().appendUnsignedShort(code).appendString(reason));
            socket.end();
        }

        void raw(Buffer bytes) {
            socket.write(bytes);
        }

        /** Reads no more: the window closes. */
        void deafen() {
            socket.pause();
        }

        void drop() {
            socket.close();
        }

        private void frame(int opcode, boolean last, Buffer payload) {
            Buffer frame = Buffer.buffer().appendUnsignedByte((short) ((last ? 0x80 : 0) | opcode));
            if (payload.length() < 126) {
                frame.appendUnsignedByte((short) payload.length());
            } else {
                frame.appendUnsignedByte((short) 126).appendUnsignedShort(payload.length());
            }
            raw(frame.appendBuffer(payload));
        }

        private void bytes(Buffer bytes) {
            input.appendBuffer(bytes);
            if (!upgraded) {
                upgrade();
            } else if (webSocket) {
                frames();
            } else {
                lines(input.toString());
                input = Buffer.buffer();
            }
        }

        private void upgrade() {
            String head = input.toString(StandardCharsets.ISO_8859_1);
            if (!shakesHands || !head.contains("\r\n\r\n")) {
                return;
            }
            String key = head.lines()
                    .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("sec-websocket-key:"))
                    .findFirst()
                    .orElseThrow()
                    .substring("sec-websocket-key:".length())
                    .strip();
            raw(Buffer.buffer("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n"));
            input = Buffer.buffer();
            upgraded = true;
        }

        private void frames() {
            while (input.length() >= 6) {
                int opcode = input.getByte(0) & 0x0F;
                int length = input.getByte(1) & 0x7F;
                int start = 2;
                if (length == 126) {
                    length = input.getUnsignedShort(2);
                    start = 4;
                }
                if (input.length() < start + 4 + length) {
                    return;
                }
                Buffer payload = Buffer.buffer(length);
                for (int i = 0; i < length; i++) {
                    payload.appendByte((byte) (input.getByte(start + 4 + i) ^ input.getByte(start + i % 4)));
                }
                input = input.getBuffer(start + 4 + length, input.length());
                if (opcode == TEXT) {
                    lines(payload.toString());
                } else if (opcode == PING) {
                    heard.add("ping");
                    if (answersPings) {
                        frame(PONG, true, payload);
                    }
                } else if (opcode == CLOSE) {
                    heard.add("bye");
                    if (answersClose) {
                        socket.close();
                    }
                }
            }
        }

        private void lines(String text) {
            text.lines().forEach(line -> {
                heard.add(line);
                cooperate(this, line);
            });
        }
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
