package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
    private static final Pattern AFTER_COLLECTION = Pattern.compile("->([0-9]+)M\\(");
    private static final Pattern DELAY =
            Pattern.compile("feedwarden_loop_delay_seconds\\{[^}]*quantile=\"0.99\"[^}]*} ([0-9.E-]+)");

    @TempDir
    private Path folder;

    @Test
    void everyFeedAtOnce_nothingIsLostAndTheProcessStaysSmall() throws Exception {
        Path collections = folder.resolve("gc.log");
        try (Exchanges exchanges = Exchanges.start(RATE / Exchanges.names().size());
                Program program = Program.start(
                        Map.of("FEEDWARDEN_JAVA_OPTS", "-Xlog:gc:file=" + collections),
                        "run",
                        "--port",
                        "0",
                        "--config",
                        config(exchanges))) {
            load(program, exchanges, collections);
        }
    }

    private static void load(Program program, Exchanges exchanges, Path collections) throws Exception {
        program.until("/api/status", status -> Exchanges.allFlow(status) && Keeping.accepted(status) > 10L * RATE);
        long flowing = System.nanoTime();
        while (System.nanoTime() - flowing < TimeUnit.SECONDS.toNanos(WARM_UP_SECONDS)) {
            Exchanges.pause();
        }
        long warmUp = Files.readAllLines(collections).size();
        double cpuBefore = Footprint.of(program.pid()).cpuSeconds();
        long acceptedBefore = Keeping.accepted(status(program));
        long begun = System.nanoTime();
        double delay = 0;
        while (System.nanoTime() - begun < TimeUnit.SECONDS.toNanos(SECONDS)) {
            Exchanges.pause();
            delay = Math.max(delay, delayMillis(program));
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        double cpu = (Footprint.of(program.pid()).cpuSeconds() - cpuBefore) / seconds;
        double rate = (Keeping.accepted(status(program)) - acceptedBefore) / seconds;
        long sent = exchanges.silence();
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
                Exchanges.names().size(),
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

    private String config(Exchanges exchanges) throws Exception {
        return Files.writeString(folder.resolve("feedwarden.yaml"), "data: data\n" + exchanges.feeds(200, name -> ""))
                .toString();
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
}
