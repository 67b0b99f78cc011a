package dev.feedwarden.plugin.simulator.deribit;

import dev.feedwarden.plugin.simulator.deribit.market.Instrument;
import dev.feedwarden.plugin.simulator.deribit.market.Market;
import dev.feedwarden.plugin.simulator.exchange.DataFrame;
import dev.feedwarden.plugin.simulator.exchange.Tick;
import dev.feedwarden.plugin.simulator.fault.Fault;
import dev.feedwarden.plugin.simulator.fault.Faults;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** Sends data to every session that has subscribed to it. */
final class FanOut {

    private final Sessions sessions;
    private final Market market;
    private final Faults faults;
    private final OddTickers odd;
    private long change;

    FanOut(Sessions sessions, Market market, Faults faults) {
        this.sessions = sessions;
        this.market = market;
        this.faults = faults;
        odd = new OddTickers(faults);
    }

    /** Sends a ticker on every interval it is taken at. A session that reads too slowly misses it. */
    void ticker(String instrument, JsonObject data) {
        Tick tick = new Tick();
        JsonObject made = odd.made(data);
        for (String interval : Channel.INTERVALS) {
            String channel = Channel.ticker(instrument, interval);
            List<Session> readers = sessions.on(channel).stream()
                    .filter(session -> !session.full())
                    .toList();
            if (!readers.isEmpty()) {
                DataFrame frame = new DataFrame(Rpc.notification(channel, made), tick);
                readers.forEach(session -> session.data(frame));
                if (faults.on(Fault.BOOK_GAP)) {
                    String book = book(instrument);
                    readers.forEach(session -> session.write(book));
                }
            }
        }
    }

    /** Deribit API v2, book.{instrument_name}.{interval}: a change whose predecessor was never sent. */
    private String book(String instrument) {
        change += 3;
        JsonObject data = new JsonObject()
                .put("type", "change")
                .put("timestamp", market.millis())
                .put("instrument_name", instrument)
                .put("prev_change_id", change - 1)
                .put("change_id", change)
                .put("bids", new JsonArray())
                .put("asks", new JsonArray());
        return Rpc.notification("book." + instrument + ".100ms", data);
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
