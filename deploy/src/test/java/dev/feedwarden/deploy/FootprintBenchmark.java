package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code run} costs the machine with every feed and the shipped rules, while little is traded: memory in RAM and
 * processor time, as the kernel counts them for the whole process, beside those of a virtual machine with the same options
 * that does nothing, and beside {@link PrometheusStack} where that is installed, over the same time. The exchanges are
 * simulated in processes of their own. Run by {@code mvn -q -Pbenchmark -pl deploy -am verify -Dit.test=FootprintBenchmark
 * -Dsurefire.failIfNoSpecifiedTests=false -Dfailsafe.failIfNoSpecifiedTests=false}; {@code -Dfeedwarden.footprint.rate} sets
 * the ticks a second of each exchange.
 */
class FootprintBenchmark {

    private static final Duration SPAN = Duration.ofSeconds(Long.getLong("feedwarden.footprint.seconds", 180));
    private static final Duration WARM_UP = Duration.ofSeconds(Long.getLong("feedwarden.footprint.warm_up", 60));
    private static final int RATE = Integer.getInteger("feedwarden.footprint.rate", 1);

    /** What it must never be; the aim is 100 MB. */
    private static final long MOST_KB = 130_000;

    private static final List<String> MEASURED = List.of("run", "virtual machine, idle", "prometheus and others");

    /** As a person starts it, and not as other tests do: with the classes' archive, made now if there is none. */
    private static final Map<String, String> WITH_ARCHIVE = Map.of("FEEDWARDEN_LAUNCH", "");

    @TempDir
    private Path folder;

    @Test
    void everyFeedAndTheShippedRules_areSmall() throws Exception {
        try (Exchanges exchanges = Exchanges.start(RATE);
                Program program = Program.start(WITH_ARCHIVE, "run", "--port", "0", "--config", config(exchanges))) {
            program.until("/api/status", Exchanges::allFlow);
            Process idle = idle(program.pid());
            Optional<PrometheusStack> stack = PrometheusStack.start(folder, program.address());
            try {
                compare(program, idle, stack);
            } finally {
                idle.destroyForcibly();
                stack.ifPresent(PrometheusStack::close);
            }
        }
    }

    private static void compare(Program program, Process idle, Optional<PrometheusStack> stack) throws Exception {
        pass(WARM_UP);
        List<Footprint> before = footprints(program, idle, stack);
        long accepted = Keeping.accepted(status(program));
        long begun = System.nanoTime();
        pass(SPAN);
        double seconds = (System.nanoTime() - begun) / 1e9;
        List<Footprint> after = footprints(program, idle, stack);
        JsonObject status = status(program);
        System.out.printf(
                "footprint feeds=%d rules judged=%d ticks/s=%.1f seconds=%.0f%n",
                Exchanges.names().size(),
                status.getJsonArray("rules").size(),
                (Keeping.accepted(status) - accepted) / seconds,
                seconds);
        for (int i = 0; i < after.size(); i++) {
            System.out.printf(
                    "%-24s resident MB=%.1f cpu %% of a core=%.2f threads=%d; run / this: resident=%.2f%n",
                    MEASURED.get(i),
                    after.get(i).residentKb() / 1e3,
                    100 * (after.get(i).cpuSeconds() - before.get(i).cpuSeconds()) / seconds,
                    after.get(i).threads(),
                    (double) after.get(0).residentKb() / after.get(i).residentKb());
        }
        if (stack.isEmpty()) {
            System.out.println("NOT COMPARED WITH PROMETHEUS: not all on the PATH: " + PrometheusStack.NAMES);
        }
        assertThat(after.get(0).residentKb()).isLessThan(MOST_KB);
    }

    /** In the order of {@link #MEASURED}. */
    private static List<Footprint> footprints(Program program, Process idle, Optional<PrometheusStack> stack)
            throws IOException {
        List<Footprint> all = new ArrayList<>(List.of(Footprint.of(program.pid()), Footprint.of(idle.pid())));
        if (stack.isPresent()) {
            all.add(stack.get().footprint());
        }
        return all;
    }

    /** A virtual machine with the options of another that does nothing. */
    private static Process idle(long pid) throws Exception {
        List<String> command = new ArrayList<>();
        for (String argument : Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"))
                .split("\0", -1)) {
            if (argument.equals("-cp")) {
                break;
            }
            command.add(argument);
        }
        assertThat(command).hasSizeGreaterThan(1);
        command.addAll(List.of("-cp", classes(), Idle.class.getName()));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(new File("/dev/null"))
                .start();
    }

    private static String classes() throws Exception {
        return Path.of(Idle.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    private static void pass(Duration span) throws InterruptedException {
        long begun = System.nanoTime();
        while (System.nanoTime() - begun < span.toNanos()) {
            Exchanges.pause();
        }
    }

    private static JsonObject status(Program program) throws Exception {
        return new JsonObject(program.get(program.address() + "/api/status"));
    }

    private String config(Exchanges exchanges) throws Exception {
        return Files.writeString(folder.resolve("feedwarden.yaml"), "data: data\n" + exchanges.feeds(50, name -> ""))
                .toString();
    }
}
