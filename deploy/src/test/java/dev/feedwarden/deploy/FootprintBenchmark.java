package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code run} costs the machine with every feed and the shipped rules, while little is traded: memory in RAM and
 * processor time, as the kernel counts them for the whole process, beside those of a virtual machine with the same options
 * that does nothing, over the same time. The exchanges are simulated in processes of their own. Run by {@code mvn -q
 * -Pbenchmark -pl deploy -am verify -Dit.test=FootprintBenchmark -Dsurefire.failIfNoSpecifiedTests=false
 * -Dfailsafe.failIfNoSpecifiedTests=false}; {@code -Dfeedwarden.footprint.rate} sets the ticks a second of each exchange.
 */
class FootprintBenchmark {

    private static final Duration SPAN = Duration.ofSeconds(Long.getLong("feedwarden.footprint.seconds", 180));
    private static final Duration WARM_UP = Duration.ofSeconds(Long.getLong("feedwarden.footprint.warm_up", 60));
    private static final int RATE = Integer.getInteger("feedwarden.footprint.rate", 1);
    private static final long MOST_KB = 100_000;

    @TempDir
    private Path folder;

    @Test
    void everyFeedAndTheShippedRules_areSmall() throws Exception {
        try (Exchanges exchanges = Exchanges.start(RATE);
                Program program = Program.start("run", "--port", "0", "--config", config(exchanges))) {
            program.until("/api/status", Exchanges::allFlow);
            Process idle = idle(program.pid());
            try {
                compare(program, idle);
            } finally {
                idle.destroyForcibly();
            }
        }
    }

    private static void compare(Program program, Process idle) throws Exception {
        pass(WARM_UP);
        Footprint before = Footprint.of(program.pid());
        Footprint idleBefore = Footprint.of(idle.pid());
        long accepted = Keeping.accepted(status(program));
        long begun = System.nanoTime();
        pass(SPAN);
        double seconds = (System.nanoTime() - begun) / 1e9;
        Footprint after = Footprint.of(program.pid());
        Footprint idleAfter = Footprint.of(idle.pid());
        JsonObject status = status(program);
        System.out.printf(
                "footprint feeds=%d rules judged=%d ticks/s=%.1f seconds=%.0f%n",
                Exchanges.names().size(),
                status.getJsonArray("rules").size(),
                (Keeping.accepted(status) - accepted) / seconds,
                seconds);
        System.out.printf(
                "run:     resident MB=%.1f cpu %% of a core=%.2f threads=%d%n",
                after.residentKb() / 1e3, percent(before, after, seconds), after.threads());
        System.out.printf(
                "no work: resident MB=%.1f cpu %% of a core=%.2f threads=%d%n",
                idleAfter.residentKb() / 1e3, percent(idleBefore, idleAfter, seconds), idleAfter.threads());
        System.out.printf(
                "run / no work: resident=%.2f cpu difference %% of a core=%.2f%n",
                (double) after.residentKb() / idleAfter.residentKb(),
                percent(before, after, seconds) - percent(idleBefore, idleAfter, seconds));
        assertThat(after.residentKb()).isLessThan(MOST_KB);
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

    private static double percent(Footprint before, Footprint after, double seconds) {
        return 100 * (after.cpuSeconds() - before.cpuSeconds()) / seconds;
    }

    private static JsonObject status(Program program) throws Exception {
        return new JsonObject(program.get(program.address() + "/api/status"));
    }

    private String config(Exchanges exchanges) throws Exception {
        return Files.writeString(folder.resolve("feedwarden.yaml"), "data: data\n" + exchanges.feeds(50, name -> ""))
                .toString();
    }
}
