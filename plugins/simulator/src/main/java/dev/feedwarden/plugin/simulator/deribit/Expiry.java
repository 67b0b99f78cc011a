package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.plugin.simulator.deribit.market.Instrument;
import dev.feedwarden.plugin.simulator.deribit.market.Market;
import java.util.ArrayList;
import java.util.List;

/** Lets instruments expire: the states are told, a last ticker is sent, and their channels end. */
final class Expiry {

    /** One of so many subscribed instruments expires when the fault begins. */
    private static final int ONE_OF = 5;

    private final Sessions sessions;
    private final Market market;
    private final FanOut out;

    Expiry(Sessions sessions, Market market, FanOut out) {
        this.sessions = sessions;
        this.market = market;
        this.out = out;
    }

    /** Every fifth of the subscribed instruments expires now, one at least; false when none is subscribed. */
    boolean some() {
        List<Instrument> subscribed = new ArrayList<>();
        for (String name : sessions.tickerInstruments()) {
            Instrument instrument = market.find(name);
            if (instrument != null) {
                subscribed.add(instrument);
            }
        }
        for (int i = 0; i < subscribed.size(); i += ONE_OF) {
            expire(subscribed.get(i));
        }
        return !subscribed.isEmpty();
    }

    void expire(Instrument instrument) {
        out.state(instrument, "settled");
        out.ticker(instrument.name(), market.expire(instrument));
        out.state(instrument, "terminated");
        sessions.each(session -> session.channels()
                .removeIf(channel ->
                        Channel.isTicker(channel) && Channel.instrument(channel).equals(instrument.name())));
    }
}
