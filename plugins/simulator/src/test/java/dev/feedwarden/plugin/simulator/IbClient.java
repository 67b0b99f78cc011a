package dev.feedwarden.plugin.simulator;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A client of the gateway on a blocking socket. */
final class IbClient implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 60_000;

    final Socket socket;
    private final DataInputStream in;

    IbClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(socket.getInputStream());
    }

    /** A client that is ready. */
    static IbClient ready(int port, int id) throws IOException {
        IbClient client = new IbClient(port).greet("v157..178");
        client.read();
        client.send(71, 2, id, "");
        client.untilReady();
        return client;
    }

    IbClient greet(String range) throws IOException {
        byte[] text = range.getBytes(StandardCharsets.ISO_8859_1);
        socket.getOutputStream().write("API\0\0\0\0".getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().write(text.length);
        socket.getOutputStream().write(text);
        return this;
    }

    IbClient send(Object... fields) throws IOException {
        return sendTimes(1, fields);
    }

    /** The same message so many times in one write, which a gateway that hangs up at one of them doesn't break. */
    IbClient sendTimes(int times, Object... fields) throws IOException {
        StringBuilder text = new StringBuilder();
        for (Object field : fields) {
            text.append(field).append('\0');
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.ISO_8859_1);
        ByteBuffer frames = ByteBuffer.allocate(times * (Integer.BYTES + bytes.length));
        for (int i = 0; i < times; i++) {
            frames.putInt(bytes.length).put(bytes);
        }
        socket.getOutputStream().write(frames.array());
        return this;
    }

    /** Both messages that make it ready, and the notices with them. */
    List<List<String>> untilReady() throws IOException {
        List<List<String>> heard = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            heard.add(read());
        }
        return heard;
    }

    IbClient quotes(int request, int conId) throws IOException {
        return send(1, 11, request, conId, "", "", "", "0.0", "", "", "CME", "", "", "", "", 0, "", 0, 0, "");
    }

    IbClient ticks(int request, int conId, String kind) throws IOException {
        return send(97, request, conId, "", "", "", "0.0", "", "", "CME", "", "", "", "", kind, 0, 0);
    }

    IbClient contract(int request, int conId) throws IOException {
        return send(9, 8, request, conId, "", "", "", "0.0", "", "", "", "", "", "", "", 0, "", "", "");
    }

    List<String> read() throws IOException {
        int length = in.readInt();
        if (length > 1 << 20) {
            throw new IOException("length " + length);
        }
        String[] fields = new String(in.readNBytes(length), StandardCharsets.ISO_8859_1).split("\0", -1);
        return List.of(fields).subList(0, fields.length - 1);
    }

    /** Reads until a message fits. */
    List<String> until(Predicate<List<String>> wanted) throws IOException {
        List<String> message = read();
        while (!wanted.test(message)) {
            message = read();
        }
        return message;
    }

    List<String> until(String kind) throws IOException {
        return until(message -> message.get(0).equals(kind));
    }

    List<String> error(int code) throws IOException {
        return until(message -> message.get(0).equals("4") && message.get(3).equals(String.valueOf(code)));
    }

    /** What has come by the time the gateway answers a request for contract data. */
    List<List<String>> news(int request) throws IOException {
        contract(request, 1);
        List<List<String>> heard = new ArrayList<>();
        for (List<String> message = read(); !isAnswer(message, request); message = read()) {
            heard.add(message);
        }
        return heard;
    }

    /** Whether the connection ends, in order or by a reset. */
    boolean ends() {
        try {
            while (true) {
                in.readInt();
            }
        } catch (EOFException e) {
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static boolean isAnswer(List<String> message, int request) {
        return message.get(0).equals("4") && message.get(2).equals(String.valueOf(request));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
