package dev.feedwarden.plugin.simulator.exchange;

import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.FaultListener;
import dev.feedwarden.plugin.simulator.proxy.Framing;
import io.vertx.core.Future;

/**
 * An exchange that serves its own protocol on a loopback port. Faults of bytes are the proxy's in front of it; the faults
 * that its protocol can show are its own, and it is told of them. Lives on one event loop.
 */
public interface Exchange extends FaultListener {

    /** The name of the exchange, such as {@code deribit}. */
    String name();

    /** Whether the fault can happen at this exchange. */
    boolean knows(Fault fault);

    /** How it marks where a message ends. */
    default Framing framing() {
        return Framing.WEB_SOCKET;
    }

    /** Starts serving; the future holds the loopback port, or fails saying what is wrong. */
    Future<Integer> start();

    /** How many sessions are open. */
    int connections();

    /** How many subscriptions all open sessions hold together. */
    int subscriptions();

    Truth truth();

    Progress progress();

    /** Ends every session and stops serving. */
    Future<Void> close();
}
