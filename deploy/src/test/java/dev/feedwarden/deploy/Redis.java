package dev.feedwarden.deploy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.HashMap;
import java.util.Map;

/** Asks a Redis server for what it holds: RESP2, arrays of bulk strings. */
final class Redis implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;

    Redis(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    Map<String, String> hash(String key) throws IOException {
        socket.getOutputStream()
                .write("*2\r\n$7\r\nHGETALL\r\n$%d\r\n%s\r\n"
                        .formatted(key.getBytes(UTF_8).length, key)
                        .getBytes(UTF_8));
        int count = number('*');
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < count; i += 2) {
            fields.put(bulk(), bulk());
        }
        return fields;
    }

    private String bulk() throws IOException {
        byte[] bytes = in.readNBytes(number('$'));
        in.skipNBytes(2);
        return new String(bytes, UTF_8);
    }

    private int number(char kind) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server closed the connection after '" + line + "'");
            }
            line.append((char) next);
        }
        if (line.charAt(0) != kind) {
            throw new IOException("expected '" + kind + "', found '" + line + "'");
        }
        return Integer.parseInt(line.substring(1).trim());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
