package dev.feedwarden.plugin.ib;

import dev.feedwarden.api.Reading;
import dev.feedwarden.api.Settings;
import dev.feedwarden.api.event.VenueState;
import dev.feedwarden.api.feed.Stream;
import dev.feedwarden.api.kit.FaultyDisk;
import dev.feedwarden.api.kit.ManualTimers;
import dev.feedwarden.api.kit.TestContext;
import dev.feedwarden.api.kit.TestSession;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A feed in virtual time and the gateway it talks to, which is the test. One connection at a time. */
final class Gateway implements AutoCloseable {

    /** A Thursday afternoon, in the hours of the contract below. */
    static final Instant NOW = Instant.parse("2026-11-19T15:00:00Z");

    static final String MNQ = "730283094";
    static final String QUOTES = MNQ + ".quotes";
    static final String TRADES = MNQ + ".trades";
    static final String HOURS = ";20261118:1700-20261119:1600;20261119:1700-20261120:1600;20261121:CLOSED;"
            + "20261122:1700-20261123:1600;20261123:1700-20261124:1600;20261124:1700-20261125:1600";

    final ManualTimers timers = new ManualTimers(NOW);
    final TestContext context;
    final IbFeed feed;
    final List<URI> tried = new ArrayList<>();
    TestSession session;
    IbProtocol protocol;
    private int taken;

    /** @param vertx is not used by the feed, and closed by whoever made it */
    Gateway(Vertx vertx, Map<String, Object> settings) {
        context = new TestContext("ib", vertx, timers, new FaultyDisk(), Path.of("unused"));
        var all = new HashMap<String, Object>(Map.of("contracts", List.of(MNQ + "@CME"), "port", 7497));
        all.putAll(settings);
        feed = new IbFeed(IbSettings.of(Settings.of("feeds.ib", all)), context);
        feed.discover();
    }

    /** Opens a connection, and no more. */
    Gateway connect() {
        if (protocol != null) {
            protocol.closed();
        }
        tried.add(feed.endpoints().get(0));
        session = new TestSession(0, timers);
        taken = 0;
        protocol = (IbProtocol) feed.open(session);
        protocol.connected();
        return this;
    }

    /** Opens a connection and has it ready; everything wanted is asked for and the contract is known. */
    Gateway serving() {
        greet();
        lookups(HOURS);
        subscribe();
        return this;
    }

    /** Opens a connection and has it ready. */
    Gateway greet() {
        connect();
        say("178", "20261119 09:00:00 US/Central");
        say(15, 1, "DU0000001");
        say(9, 1, 1);
        answerProbe();
        return this;
    }

    void subscribe() {
        protocol.subscribe(wanted());
    }

    /** Answers the questions about contracts that are open. */
    void lookups(String hours) {
        for (List<String> asked : sent("9")) {
            say(contract(asked.get(2), asked.get(3), hours, "20261218 08:30:00 US/Central", "20261218"));
            say(52, 1, asked.get(2));
        }
    }

    static Object[] contract(Object request, Object conId, String hours, String lastTrade, String expiration) {
        return new Object[] {
            10,
            request,
            "MNQ",
            "FUT",
            lastTrade,
            "0",
            "",
            "CME",
            "USD",
            "MNQZ6",
            "MNQ",
            "MNQ",
            conId,
            "0.25",
            "2",
            "ACTIVETIM,LMT",
            "CME,QBALGO",
            "1",
            "11004958",
            "Micro E-Mini Nasdaq-100 Index",
            "",
            "202612",
            "",
            "",
            "",
            "US/Central",
            hours,
            "20261119:0830-20261119:1600",
            "",
            "",
            "0",
            "2147483647",
            "MNQ",
            "IND",
            "67,67",
            expiration,
            "",
            "1",
            "1",
            "1"
        };
    }

    void say(Object... fields) {
        protocol.received(Wire.frame(fields));
    }

    void notice(Object request, int code, String text) {
        say(4, 2, request, code, text, "");
    }

    void answerProbe() {
        say(49, 1, timers.now().getEpochSecond());
    }

    /** What level 1 replays of a contract that has long been dead. */
    void replay(int request) {
        say(58, 1, request, 1);
        say(81, request, "0.25", "9c0001", 3);
        say(46, 6, request, 45, "1795000000");
        say(1, 6, request, 4, "23199.25", 1, 0);
        say(1, 6, request, 1, "23199.0", 3, 1);
        say(2, 6, request, 0, 3);
        say(1, 6, request, 2, "23199.5", 2, 1);
        say(2, 6, request, 3, 2);
        say(1, 6, request, 9, "23150.25", 0, 0);
    }

    /** A live quote. */
    void quote(int request, double bid) {
        say(1, 6, request, 1, bid, 3, 1);
    }

    /** Lets time pass with a gateway that answers when it is asked for its time. */
    void pass(Duration span) {
        Instant end = timers.now().plus(span);
        while (timers.now().isBefore(end)) {
            timers.advance(Duration.ofSeconds(1));
            if (session.resets().isEmpty() && session.readyCount() > 0) {
                answerProbe();
            }
        }
    }

    /** Lets time pass as {@link #pass}, with a live quote every second. */
    void passQuoting(Duration span, int request) {
        for (int i = 0; i < span.toSeconds(); i++) {
            pass(Duration.ofSeconds(1));
            quote(request, 23_000 + timers.nanoTime() / 1e9);
        }
    }

    /** All messages of a kind that were sent on this connection. */
    List<List<String>> sent(String kind) {
        return session.sent().stream()
                .filter(message -> message.getByte(0) == 0)
                .flatMap(message -> Wire.fields(message).stream())
                .filter(fields -> fields.get(0).equals(kind))
                .toList();
    }

    /** The messages since the last call of this, the questions for the time left out. */
    List<List<String>> news() {
        List<Buffer> all = session.sent();
        List<List<String>> news = all.subList(taken, all.size()).stream()
                .filter(message -> message.getByte(0) == 0)
                .flatMap(message -> Wire.fields(message).stream())
                .filter(fields -> !fields.get(0).equals("49"))
                .toList();
        taken = all.size();
        return news;
    }

    /** The newest request for quotes, or for ticks. */
    int request(String kind) {
        List<List<String>> asked = sent(kind);
        List<String> last = asked.get(asked.size() - 1);
        return Integer.parseInt(last.get(kind.equals("1") ? 2 : 1));
    }

    List<String> wanted() {
        return context.wanted().stream().map(Stream::id).toList();
    }

    VenueState venue() {
        List<VenueState> said = context.venue();
        return said.isEmpty() ? VenueState.OPEN : said.get(said.size() - 1);
    }

    /** The last value of a metric; NaN if there is none. */
    double metric(String name, String subject) {
        return context.readings().stream()
                .filter(reading ->
                        reading.metric().equals(name) && reading.subject().equals(subject))
                .reduce((first, second) -> second)
                .map(Reading::value)
                .orElse(Double.NaN);
    }

    double metric(String name) {
        return metric(name, "ib");
    }

    @Override
    public void close() {
        feed.close();
    }
}
