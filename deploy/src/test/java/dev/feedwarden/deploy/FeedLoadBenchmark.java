package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One process with every feed at once, 5,000 messages a second in all, each exchange simulated in a process of its own. Says
 * what was lost against what the exchanges really sent, and, after the warm-up, whether the heap grew, how late the event
 * loops were, and what it cost. Run by {@code mvn -q -Pbenchmark -pl deploy -am verify -Dit.test=FeedLoadBenchmark
 * -Dfeedwarden.load.seconds=600 -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}.
 */
class FeedLoadBenchmark {

    private static final long SECONDS = Long.getLong("feedwarden.load.seconds", 60);

    /** Longer than the two minutes that a percentile of the loops' delay looks back, so that none holds the start. */
    private static final long WARM_UP_SECONDS = Long.getLong("feedwarden.load.warm_up", 150);

    private static final int RATE = Integer.getInteger("feedwarden.load.rate", 5_000);
    private static final double MOST_DELAY_MILLIS = 10;
    private static final double MOST_GROWTH = 1.1;
    private static final double TICKS_PER_SECOND = 100; // of /proc/*/stat, on every Linux
    private static final Pattern AFTER_COLLECTION = Pattern.compile("->([0-9]+)M\\(");
    private static final Pattern DELAY =
            Pattern.compile("feedwarden_loop_delay_seconds\\{[^}]*quantile=\"0.99\"[^}]*} ([0-9.E-]+)");

    /** Who takes part. One line more is one exchange more; the port of its simulator is filled in. */
    private static final List<Exchange> EXCHANGES = List.of(
            new Exchange(
                    "deribit",
                    "deribit: {plugin: deribit, url: \"ws://127.0.0.1:%1$s/ws/api/v2\", currency: [ETH, BTC], top: 200}"),
            new Exchange(
                    "bybit",
                    "bybit: {plugin: bybit, url: \"ws://127.0.0.1:%1$s/v5/public/option\","
                            + " rest: \"http://127.0.0.1:%1$s\", currency: [ETH, BTC], top: 200}"),
            new Exchange(
                    "ib",
                    "ib: {plugin: ib, host: 127.0.0.1, port: [%1$s],"
                            + " contracts: [\"730283094@CME\", \"1000001@CME\", \"1000002@NYMEX\"]}"));

    @TempDir
    private Path folder;

    @Test
    void everyFeedAtOnce_nothingIsLostAndTheProcessStaysSmall() throws Exception {
        Map<Exchange, Program> simulators = new HashMap<>();
        Path collections = folder.resolve("gc.log");
        try {
            for (Exchange exchange : EXCHANGES) {
                simulators.put(exchange, exchange.start(RATE / EXCHANGES.size()));
            }
            try (Program program = Program.start(
                    Map.of("FEEDWARDEN_JAVA_OPTS", "-Xlog:gc:file=" + collections),
                    "run",
                    "--port",
                    "0",
                    "--config",
                    config(simulators))) {
                load(program, simulators, collections);
            }
        } finally {
            simulators.values().forEach(Program::close);
        }
    }

    private static void load(Program program, Map<Exchange, Program> simulators, Path collections) throws Exception {
        program.until("/api/status", status -> allFlow(status) && Keeping.accepted(status) > 10L * RATE);
        long flowing = System.nanoTime();
        while (System.nanoTime() - flowing < TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS)) {
            pause();
        }
        long warmUp = Files.readAllLines(collections).size();
        double cpuBefore = cpu(program);
        long acceptedBefore = Keeping.accepted(status(program));
        long begun = System.nanoTime();
        double delay = 0;
        while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(SECONDS)) {
            pause();
            delay = Math.max(delay, delayMillis(program));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cpu = (cpu(program) - cpuBefore) / seconds;
        double rate = (Keeping.accepted(status(program)) - acceptedBefore) / seconds;
        long sent = silence(simulators);
        JsonObject end = program.until(
                "/api/status",
                status -> Keeping.accepted(status) + refused(status) >= sent
                        && Keeping.stored(status, "files") == Keeping.accepted(status));
        long lost = sent - Keeping.accepted(end);
        List<Integer> heap = heap(collections, warmUp);
        double growth = growth(heap);
        System.out.printf(
                "load feeds=%d seconds=%.0f messages/s=%.0f sent=%d lost=%d loop delay p99 ms=%.1f cpu cores=%.2f"
                        + " heap after collection MB first=%s last=%s growth=%.2f%n",
                EXCHANGES.size(),
                seconds,
                rate,
                sent,
                lost,
                delay,
                cpu,
                heap.isEmpty() ? "none" : heap.get(0),
                heap.isEmpty() ? "none" : heap.get(heap.size() - 1),
                growth);
        assertThat(lost).isZero();
        assertThat(growth).isLessThanOrEqualTo(MOST_GROWTH);
        assertThat(delay).isLessThan(MOST_DELAY_MILLIS);
    }

    /** Has every exchange fall silent; how much all of them sent. */
    private static long silence(Map<Exchange, Program> simulators) throws Exception {
        long sent = 0;
        for (Map.Entry<Exchange, Program> simulator : simulators.entrySet()) {
            String name = simulator.getKey().name;
            String address = "http://127.0.0.1:" + number(simulator.getValue(), "control");
            JsonObject stall =
                    new JsonObject().put("feed", name).put("kind", "stall").put("for", "12h");
            assertThat(simulator.getValue().post(address + "/sim/faults", stall.encode()))
                    .isEqualTo(200);
            pause();
            sent += new JsonObject(simulator.getValue().get(address + "/sim/truth/" + name)).getLong("sent");
        }
        return sent;
    }

    private String config(Map<Exchange, Program> simulators) throws Exception {
        StringBuilder text = new StringBuilder("data: data\nfeeds:\n");
        for (Exchange exchange : EXCHANGES) {
            text.append("  ")
                    .append(exchange.feed.formatted(number(simulators.get(exchange), "port")))
                    .append('\n');
        }
        return Files.writeString(folder.resolve("feedwarden.yaml"), text).toString();
    }

    private static boolean allFlow(JsonObject status) {
        return status.getJsonArray("feeds").stream().allMatch(feed -> ((JsonObject) feed).getBoolean("flowing"));
    }

    private static long refused(JsonObject status) {
        return status.getJsonObject("journal").getLong("refused", 0L);
    }

    private static JsonObject status(Program program) throws Exception {
        return new JsonObject(program.get(program.address() + "/api/status"));
    }

    /** Of the loop that was latest. */
    private static double delayMillis(Program program) throws Exception {
        Matcher matcher = DELAY.matcher(program.get(program.address() + "/metrics"));
        List<Double> delays = new ArrayList<>();
        while (matcher.find()) {
            delays.add(Double.parseDouble(matcher.group(1)) * 1e3);
        }
        assertThat(delays).isNotEmpty();
        return delays.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** Processor seconds so far: the 14th and 15th value of the process's line, counted behind its name. */
    private static double cpu(Program program) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + program.pid() + "/stat"));
        String[] values = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(values[11]) + Long.parseLong(values[12])) / TICKS_PER_SECOND;
    }

    /** Megabytes in use after each collection since the warm-up. */
    private static List<Integer> heap(Path collections, long warmUp) throws IOException {
        return Files.readAllLines(collections).stream()
                .skip(warmUp)
                .map(AFTER_COLLECTION::matcher)
                .filter(Matcher::find)
                .map(line -> Integer.parseInt(line.group(1)))
                .toList();
    }

    /** The least of the last third against the least of the first: what lives between two full collections is no growth. */
    private static double growth(List<Integer> heap) {
        int third = heap.size() / 3;
        return third == 0 ? 1 : least(heap.subList(2 * third, heap.size())) / (double) least(heap.subList(0, third));
    }

    private static int least(List<Integer> megabytes) {
        return megabytes.stream().mapToInt(Integer::intValue).min().orElseThrow();
    }

    /** A port that the simulator told of: {@code port}, where the exchange is, or {@code control}. */
    private static String number(Program simulator, String name) throws InterruptedException {
        return simulator.line(name + "=[0-9]+").replaceAll(".*" + name + "=([0-9]+).*", "$1");
    }

    /** Between two looks. */
    private static void pause() throws InterruptedException {
        assertThat(new CountDownLatch(1).await(2, TimeUnit.SECONDS)).isFalse();
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
