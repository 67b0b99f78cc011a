package dev.feedwarden.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Gives each name a port of this machine that nobody used a moment ago. */
public final class FreePorts implements UnaryOperator<String> {

    private final Map<String, String> chosen = new HashMap<>();

    @Override
    public synchronized String apply(String name) {
        return chosen.computeIfAbsent(name, absent -> choose());
    }

    private static String choose() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Integer.toString(socket.getLocalPort());
        } catch (IOException e) {
            throw new UncheckedIOException("looking for a free port", e);
        }
    }
}
