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
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** What a command is answered with that is answered with one line: {@code +OK}, {@code -OOM command not allowed}. */
    String line(String... words) throws IOException {
        send(words);
        return line();
    }

    Map<String, String> hash(String key) throws IOException {
        send("HGETALL", key);
        int count = number('*');
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < count; i += 2) {
            fields.put(bulk(), bulk());
        }
        return fields;
    }

    private void send(String... words) throws IOException {
        StringBuilder command = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            command.append('$')
                    .append(word.getBytes(UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        socket.getOutputStream().write(command.toString().getBytes(UTF_8));
    }

    private String bulk() throws IOException {
        byte[] bytes = in.readNBytes(number('$'));
        in.skipNBytes(2);
        return new String(bytes, UTF_8);
    }

    private int number(char kind) throws IOException {
        String line = line();
        if (line.charAt(0) != kind) {
            throw new IOException("expected '" + kind + "', found '" + line + "'");
        }
        return Integer.parseInt(line.substring(1));
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new IOException("the server closed the connection after '" + line + "'");
            }
            line.append((char) next);
        }
        return line.toString().trim();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
