package dev.feedwarden.plugin.simulator.control;

import io.vertx.core.Vertx;
import io.vertx.core.shareddata.Shareable;
import java.util.ArrayList;
import java.util.List;

/**
 * The simulated exchanges that share a control, because they are served under the same path. All of them live on the one
 * event loop of the plugin.
 */
public final class Venues implements Shareable {

    private static final String MAP = "simulator-venues";

    private final List<Venue> venues = new ArrayList<>();

    private Venues() {}

    /** Those that are served under a path. */
    public static Venues of(Vertx vertx, String path) {
        return vertx.sharedData().<String, Venues>getLocalMap(MAP).computeIfAbsent(path, absent -> new Venues());
    }

    /** Adds one; whether it is the only one, which then serves the path for all. */
    public boolean join(Venue venue) {
        venues.add(venue);
        return venues.size() == 1;
    }

    public void leave(Venue venue) {
        venues.remove(venue);
    }

    List<Venue> all() {
        return List.copyOf(venues);
    }
}
