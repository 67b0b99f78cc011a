package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Every exchange there is a feed of, each simulated in a process of its own. */
final class Exchanges implements AutoCloseable {

    /** One line more is one exchange more: its name, and its entry of the section feeds up to its last setting. */
    private static final List<Exchange> ALL = List.of(
            new Exchange(
                    "deribit",
                    "deribit: {plugin: deribit, url: \"ws://127.0.0.1:%1$s/ws/api/v2\", currency: [ETH, BTC], top: %2$d"),
            new Exchange(
                    "bybit",
                    "bybit: {plugin: bybit, url: \"ws://127.0.0.1:%1$s/v5/public/option\","
                            + " rest: \"http://127.0.0.1:%1$s\", currency: [ETH, BTC], top: %2$d"),
            new Exchange(
                    "ib",
                    "ib: {plugin: ib, host: 127.0.0.1, port: [%1$s],"
                            + " contracts: [\"730283094@CME\", \"1000001@CME\", \"1000002@NYMEX\"]"));

    private final Map<Exchange, Program> simulators = new LinkedHashMap<>();

    private Exchanges() {}

    /** @param ticksPerSecond of each */
    static Exchanges start(int ticksPerSecond) throws IOException {
        Exchanges exchanges = new Exchanges();
        for (Exchange exchange : ALL) {
            exchanges.simulators.put(exchange, exchange.start(ticksPerSecond));
        }
        return exchanges;
    }

    static List<String> names() {
        return ALL.stream().map(Exchange::name).toList();
    }

    /**
     * The section feeds.
     *
     * @param top how many options are wanted of each
     * @param further settings of an exchange's feed, each after a comma
     */
    String feeds(int top, UnaryOperator<String> further) throws InterruptedException {
        StringBuilder text = new StringBuilder("feeds:\n");
        for (Map.Entry<Exchange, Program> simulator : simulators.entrySet()) {
            Exchange exchange = simulator.getKey();
            text.append("  ")
                    .append(exchange.feed().formatted(number(simulator.getValue(), "port"), top))
                    .append(further.apply(exchange.name()))
                    .append("}\n");
        }
        return text.toString();
    }

    /** Breaks one of them. */
    void fault(String name, String kind, String span) throws Exception {
        Program simulator = simulator(name);
        JsonObject fault = new JsonObject().put("feed", name).put("kind", kind).put("for", span);
        assertThat(simulator.post(control(simulator) + "/sim/faults", fault.encode()))
                .describedAs("%s of %s", kind, name)
                .isEqualTo(200);
    }

    /** Has every exchange fall silent; how many ticks all of them have sent. */
    long silence() throws Exception {
        long sent = 0;
        for (String name : names()) {
            fault(name, "stall", "12h");
            pause();
            sent += sent(name);
        }
        return sent;
    }

    private long sent(String name) throws Exception {
        Program simulator = simulator(name);
        return new JsonObject(simulator.get(control(simulator) + "/sim/truth/" + name)).getLong("sent");
    }

    private Program simulator(String name) {
        return simulators.entrySet().stream()
                .filter(simulator -> simulator.getKey().name().equals(name))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static String control(Program simulator) throws InterruptedException {
        return "http://127.0.0.1:" + number(simulator, "control");
    }

    /** A port that the simulator told of: {@code port}, where the exchange is, or {@code control}. */
    private static String number(Program simulator, String name) throws InterruptedException {
        return simulator.line(name + "=[0-9]+").replaceAll(".*" + name + "=([0-9]+).*", "$1");
    }

    /** Between two looks. */
    static void pause() throws InterruptedException {
        assertThat(new CountDownLatch(1).await(2, TimeUnit.SECONDS)).isFalse();
    }

    static boolean allFlow(JsonObject status) {
        return status.getJsonArray("feeds").stream().allMatch(feed -> ((JsonObject) feed).getBoolean("flowing"));
    }

    @Override
    public void close() {
        simulators.values().forEach(Program::close);
    }

    /**
     * An exchange.
     *
     * @param name as {@code simulate} and the control of the simulator call it
     * @param feed the entry of the section feeds
     */
    private record Exchange(String name, String feed) {

        private Program start(int ticksPerSecond) throws IOException {
            return Program.start(
                    "simulate",
                    name,
                    "--port",
                    "0",
                    "--control-port",
                    "0",
                    "--instruments",
                    "400",
                    "--ticks-per-second",
                    String.valueOf(ticksPerSecond));
        }
    }
}
