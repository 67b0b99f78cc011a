package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.plugin.simulator.exchange.Progress;
import java.util.List;

/** Where the data of the exchange comes from. */
interface DataSource {

    /** A session has taken channels that it did not have; it has been told so already. */
    void subscribed(Session session, List<String> channels);

    /** A session can take data again, or a fault that held data back is over. */
    void resumed();

    Progress progress();

    void close();
}
