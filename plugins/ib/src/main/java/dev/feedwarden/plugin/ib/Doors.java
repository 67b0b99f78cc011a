package dev.feedwarden.plugin.ib;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a gateway may listen, tried in turn. One that has answered with its version is kept through a few failures, as when
 * it restarts or the client id is in use. Pure.
 */
final class Doors {

    private static final int PATIENCE = 4;

    private final List<URI> configured;
    private final LivePorts live;
    private @Nullable URI kept;
    private URI current;
    private int turn = -1;
    private int failures;

    Doors(List<URI> configured, LivePorts live) {
        this.configured = configured;
        this.live = live;
        current = configured.get(0);
    }

    /** The door for the next attempt. An attempt fails unless {@link #answered} is said of it. */
    URI next() {
        if (kept != null && failures < PATIENCE) {
            failures++;
            current = kept;
        } else {
            kept = null;
            turn++;
            current = configured.get(turn % configured.size());
        }
        return current;
    }

    /** The gateway behind the current door answered. */
    void answered() {
        kept = current;
        failures = 0;
    }

    /** The gateway says that it listens at another port from now on; false if that is one for live trading. */
    boolean moved(int port) {
        if (!live.allows(port)) {
            return false;
        }
        kept = URI.create("tcp://" + host(current) + ":" + port);
        failures = 0;
        return true;
    }

    URI current() {
        return current;
    }

    private static String host(URI door) {
        return door.getHost();
    }
}
