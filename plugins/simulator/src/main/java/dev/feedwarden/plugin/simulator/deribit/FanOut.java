package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.plugin.simulator.deribit.market.Instrument;
import dev.feedwarden.plugin.simulator.deribit.market.Market;
import dev.feedwarden.plugin.simulator.exchange.DataFrame;
import dev.feedwarden.plugin.simulator.exchange.Tick;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Sends data to every session that has subscribed to it. */
final class FanOut {

    private final Sessions sessions;
    private final Market market;

    FanOut(Sessions sessions, Market market) {
        this.sessions = sessions;
        this.market = market;
    }

    /** Sends a ticker on every interval it is taken at. A session that reads too slowly misses it. */
    void ticker(String instrument, JsonObject data) {
        Tick tick = new Tick();
        for (String interval : Channel.INTERVALS) {
            String channel = Channel.ticker(instrument, interval);
            List<Session> readers = sessions.on(channel).stream()
                    .filter(session -> !session.full())
                    .toList();
            if (!readers.isEmpty()) {
                DataFrame frame = new DataFrame(Rpc.notification(channel, data), tick);
                readers.forEach(session -> session.data(frame));
            }
        }
    }

    /** Sends the price of an index, about once a second on Deribit. */
    void index(String name) {
        String channel = Channel.index(name);
        List<Session> readers = sessions.on(channel);
        if (!readers.isEmpty()) {
            JsonObject data = new JsonObject()
                    .put("timestamp", market.millis())
                    .put("price", market.index(name))
                    .put("index_name", name);
            DataFrame frame = new DataFrame(Rpc.notification(channel, data), null);
            readers.stream().filter(session -> !session.full()).forEach(session -> session.data(frame));
        }
    }

    /** Tells that an instrument is now in another state: Deribit API v2, instrument.state.{kind}.{currency}. */
    void state(Instrument instrument, String state) {
        JsonObject data = new JsonObject()
                .put("timestamp", market.millis())
                .put("state", state)
                .put("instrument_name", instrument.name());
        for (String channel : Channel.states(instrument.kind(), instrument.currency())) {
            DataFrame frame = new DataFrame(Rpc.notification(channel, data), null);
            sessions.on(channel).forEach(session -> session.data(frame));
        }
    }
}
