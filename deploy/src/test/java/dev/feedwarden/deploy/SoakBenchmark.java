package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One process with every feed and every kind of sink, in which something breaks every minute: at the end all is green again,
 * what was accepted is stored once, the mails are those that the incidents owe, and nothing grows. Run by {@code mvn -q
 * -Pbenchmark -pl deploy -am verify -Dit.test=SoakBenchmark -Dfeedwarden.soak.seconds=3600
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}; {@code -Dfeedwarden.seed} repeats the
 * faults of an earlier run.
 */
class SoakBenchmark {

    private static final Duration SPAN = Duration.ofSeconds(Long.getLong("feedwarden.soak.seconds", 180));
    private static final Duration EVERY = Duration.ofSeconds(Long.getLong("feedwarden.soak.every", 60));
    private static final long SEED = Long.getLong("feedwarden.seed", System.nanoTime());

    /** Well above what the shorter rules call few: 50 a second, at which every late reading would be a dip. */
    private static final int TICKS_PER_SECOND = Integer.getInteger("feedwarden.soak.rate", 80);

    /** Longer than the longest window of a rule, which is an hour, a twentieth as long. */
    private static final Duration PATIENCE = Duration.ofMinutes(12);

    /** Warm-up: classes load and pools fill until every fault has been met about once. */
    private static final double WARM_UP = 0.2;

    private static final double MOST_GROWTH = 1.25;
    private static final long MOST_MORE = 6;
    private static final long SMALL_JOURNAL = 64L << 20;

    @TempDir
    private Path folder;

    private final List<Sample> samples = new ArrayList<>();

    @Test
    void somethingBreaksEveryMinute_allIsGreenInTheEndAndNothingIsLostOrGrows() throws Exception {
        System.out.printf("soak seconds=%d seed=%d%n", SPAN.toSeconds(), SEED);
        try (SoakStores stores = SoakStores.start();
                SoakMails mails = new SoakMails();
                Exchanges exchanges = Exchanges.start(TICKS_PER_SECOND);
                Program program = Program.start(
                        "run",
                        "--port",
                        "0",
                        "--config",
                        config(stores, mails, exchanges).toString())) {
            program.until("/api/status", SoakBenchmark::green);
            SoakFaults faults = new SoakFaults(SEED, exchanges, stores, mails);
            breakAndLook(program, faults, mails);
            faults.mendNow();
            long begun = System.nanoTime();
            settle(program, mails);
            System.out.printf("all is green %.0f s after the last fault%n", (System.nanoTime() - begun) / 1e9);
            System.out.println(mails.areOwed());

            long sent = exchanges.silence();
            program.until("/api/status", new Quiet()::in);
            long accepted = Keeping.accepted(program.until(
                    "/api/status",
                    status -> SoakStores.SINKS.stream()
                            .allMatch(sink -> Keeping.stored(status, sink) == Keeping.accepted(status))));
            assertThat(program.terminate()).isZero();
            stores.holdExactly(accepted, folder.resolve("data"));
            System.out.printf(
                    "faults=%d sent=%d accepted=%d stored in each=%d lost on their way=%d%n",
                    faults.count(), sent, accepted, accepted, sent - accepted);
            assertThat(accepted).isPositive().isLessThanOrEqualTo(sent);
            flat("heap bytes", Sample::heap, 0);
            flat("threads", sample -> sample.process().threads(), MOST_MORE);
            flat("descriptors", sample -> sample.process().descriptors(), MOST_MORE);
            flat("journal bytes", Sample::journal, SMALL_JOURNAL);
            flat("resident kB", sample -> sample.process().residentKb(), 0);
        }
    }

    private void breakAndLook(Program program, SoakFaults faults, SoakMails mails) throws Exception {
        long begun = System.nanoTime();
        long next = EVERY.toNanos() / 2;
        for (long now = 0; now < SPAN.toNanos(); now = System.nanoTime() - begun) {
            Exchanges.pause();
            faults.look();
            if (now >= next) {
                next += EVERY.toNanos();
                System.out.printf("%5.0f s %s%n", now / 1e9, faults.begin());
                mails.look(program);
                if (now > WARM_UP * SPAN.toNanos()) {
                    samples.add(sample(program));
                }
            }
        }
    }

    private Sample sample(Program program) throws Exception {
        return new Sample(
                Footprint.of(program.pid()),
                Footprint.heap(program.pid()),
                Footprint.size(folder.resolve("data").resolve("journal")));
    }

    /** Waits until all is green and every mail is settled. */
    private static void settle(Program program, SoakMails mails) throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            JsonObject status = new JsonObject(program.get(program.address() + "/api/status"));
            mails.look(program);
            if (green(status) && mails.settled()) {
                return;
            }
            assertThat(System.nanoTime() - deadline)
                    .describedAs("not settled within %s: %s", PATIENCE, status.encodePrettily())
                    .isNegative();
            Exchanges.pause();
        }
    }

    private static boolean green(JsonObject status) {
        return status.getString("level").equals("green") && Exchanges.allFlow(status);
    }

    /** The shipped rules, a twentieth as long, as the demo has those of its feeds. */
    private Path config(SoakStores stores, SoakMails mails, Exchanges exchanges) throws Exception {
        Path installed = Path.of("target", "feedwarden").toAbsolutePath();
        for (String rules : List.of("infrastructure", "self")) {
            String text = Files.readString(installed.resolve("rules").resolve(rules + ".yaml"));
            Files.writeString(
                    folder.resolve(rules + ".yaml"), text.replace("version: 1", "version: 1\ntime_scale: 0.05"));
        }
        Map<String, String> further =
                Map.of("ib", ", probe: 2s, probe_timeout: 2s, quiet: 10s, flowing_within: 2s, breaker_open: 15s");
        return Files.writeString(
                folder.resolve("feedwarden.yaml"),
                "data: data\nrules: [%s, infrastructure.yaml, self.yaml]\n".formatted(installed.resolve("conf/demo"))
                        + exchanges.feeds(
                                50, name -> further.getOrDefault(name, ", flowing_within: 2s, breaker_open: 15s"))
                        + stores.config()
                        + mails.config());
    }

    /** The least of the last third against the least of the first. */
    private void flat(String what, ToLongFunction<Sample> value, long allowance) {
        int third = Math.max(1, samples.size() / 3);
        long first = Footprint.least(samples.subList(0, third), value);
        long last = Footprint.least(samples.subList(samples.size() - third, samples.size()), value);
        System.out.printf("%s: %d in the first third, %d in the last%n", what, first, last);
        assertThat(last).describedAs(what).isLessThanOrEqualTo(Math.round(first * MOST_GROWTH) + allowance);
    }

    /**
     * What the program holds at some moment.
     *
     * @param heap bytes that are reachable
     * @param journal bytes of its files
     */
    private record Sample(Footprint process, long heap, long journal) {}
}
