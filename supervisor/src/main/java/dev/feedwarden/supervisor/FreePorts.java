package dev.feedwarden.supervisor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * Gives each name a port of this machine that nobody used a moment ago. It lies below those that systems give out to
 * whoever asks for any, so that no connection of somebody else takes it before it is used.
 */
public final class FreePorts implements UnaryOperator<String> {

    private static final int FIRST = 15_000;
    private static final int END = 32_000;
    private static final int MOST_TRIES = 100;

    private final Map<String, String> chosen = new HashMap<>();

    @Override
    public synchronized String apply(String name) {
        return chosen.computeIfAbsent(name, absent -> choose());
    }

    /** Any free one where a hundred of those are taken. */
    private static String choose() {
        try {
            for (int tries = 0; tries < MOST_TRIES; tries++) {
                int port = ThreadLocalRandom.current().nextInt(FIRST, END);
                if (isFree(port)) {
                    return Integer.toString(port);
                }
            }
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return Integer.toString(socket.getLocalPort());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("looking for a free port", e);
        }
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }
}
