package dev.feedwarden.api.kit;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A port of loopback for a server that cannot choose one itself, or that comes back where it was. It lies below those that
 * systems give out to whoever asks for any, so that no other test gets it while nobody listens there.
 */
public final class FreePort {

    private static final int FIRST = 15_000;
    private static final int END = 32_000;
    private static final int MOST_TRIES = 100;

    private FreePort() {}

    /**
     * A port where nobody listens.
     *
     * @throws IOException if none of a hundred ports is free
     */
    public static int find() throws IOException {
        for (int tries = 0; tries < MOST_TRIES; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (free(port)) {
                return port;
            }
        }
        throw new IOException(
                "expected a free port among " + MOST_TRIES + " from " + FIRST + " to " + END + ", found none");
    }

    private static boolean free(int port) throws IOException {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (BindException taken) {
            return false;
        }
    }
}
