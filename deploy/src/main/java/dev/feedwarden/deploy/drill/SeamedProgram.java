package dev.feedwarden.deploy.drill;

import dev.feedwarden.supervisor.FreePorts;
import dev.feedwarden.supervisor.Installation;
import dev.feedwarden.supervisor.Seams;
import dev.feedwarden.supervisor.Supervisor;
import dev.feedwarden.supervisor.SystemDisk;
import dev.feedwarden.supervisor.VertxTimers;
import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.random.RandomGenerator;

/**
 * The program as {@code run} starts it, on a disk that loses what was not synced and by a wall clock that can be set. It
 * ends only when it is killed: that is its loss of power.
 */
public final class SeamedProgram {

    private SeamedProgram() {}

    /**
     * Starts it, for good.
     *
     * @param arguments the folder of orders, then {@code --port N --config FILE --data DIR}
     */
    public static void main(String[] arguments) throws Exception {
        System.setProperty("vertx.logger-delegate-factory-class-name", "io.vertx.core.logging.SLF4JLogDelegateFactory");
        SetClock clock = new SetClock(Path.of(arguments[0]));
        Path data = Path.of(arguments[6]);
        SplittableRandom random = new SplittableRandom();
        RandomGenerator chance = () -> next(random);
        Supervisor.start(
                new Installation(Path.of(System.getProperty("feedwarden.home")), data),
                new Overrides(Path.of(arguments[4]), Integer.valueOf(arguments[2]), data),
                new Surroundings(System.getenv(), new FreePorts()),
                new Seams(
                        vertx -> clock.set(new VertxTimers(vertx.getOrCreateContext())),
                        new WriteBackDisk(new SystemDisk()),
                        chance));
        new CountDownLatch(1).await();
    }

    private static long next(SplittableRandom random) {
        synchronized (random) {
            return random.nextLong();
        }
    }
}
