package dev.feedwarden.plugin.simulator.proxy;

import dev.feedwarden.api.Timers;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.net.NetClient;
import java.util.function.Consumer;

/**
 * What every connection of a proxy shares.
 *
 * @param net opens the connections behind the proxy
 * @param closed told of each connection that is over
 */
record Wiring(Timers timers, Faults faults, Doors doors, NetClient net, Consumer<Link> closed) {}
