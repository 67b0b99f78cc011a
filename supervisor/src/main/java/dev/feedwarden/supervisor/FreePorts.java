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
 * Gives each name a port of this machine that nobody used a moment ago, and no two names the same. Ports lie below those that
 * systems give out to whoever asks for any, so that no connection takes one before its server listens, or while it is
 * started again. Safe from any thread.
 */
public final class FreePorts implements UnaryOperator<String> {

    static final int FIRST = 15_000;
    static final int END = 32_000;
    private static final int MOST_TRIES = 100;

    private final Map<String, String> chosen = new HashMap<>();

    @Override
    public synchronized String apply(String name) {
        return chosen.computeIfAbsent(name, absent -> choose());
    }

    private String choose() {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (!chosen.containsValue(String.valueOf(port)) && isFree(port)) {
                return String.valueOf(port);
            }
        }
        throw new UncheckedIOException(new IOException(
                "expected a free port among " + MOST_TRIES + " from " + FIRST + " to " + END + ", found none"));
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("looking for a free port", e);
        }
    }
}
