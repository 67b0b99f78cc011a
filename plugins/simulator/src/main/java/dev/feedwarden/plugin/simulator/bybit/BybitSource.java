package dev.feedwarden.plugin.simulator.bybit;

import dev.feedwarden.plugin.simulator.exchange.Progress;
import java.util.List;

/** Where the data of the exchange comes from. */
interface BybitSource {

    /** A session has taken topics that it did not have; it has been told so already. */
    void subscribed(BybitSession session, List<String> topics);

    /** A session can take data again, or a fault that held data back is over. */
    void resumed();

    Progress progress();

    void close();
}
