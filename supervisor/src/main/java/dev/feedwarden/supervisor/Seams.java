package dev.feedwarden.supervisor;

import dev.feedwarden.api.Disk;
import dev.feedwarden.api.Timers;
import io.vertx.core.Vertx;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Time, disk and chance, handed in so that only the program's {@code main} knows the real ones.
 *
 * @param timers gives a Vert.x with one event loop its timers, whose tasks run on that loop
 * @param random for jitter; safe from any thread
 */
public record Seams(Function<Vertx, Timers> timers, Disk disk, RandomGenerator random) {

    /** The real ones. */
    public static Seams real() {
        SplittableRandom seed = new SplittableRandom();
        return new Seams(
                vertx -> new VertxTimers(vertx.getOrCreateContext()), new SystemDisk(), new SharedRandom(seed));
    }

    /** A generator that several event loops may use. */
    private record SharedRandom(SplittableRandom random) implements RandomGenerator {
        @Override
        public synchronized long nextLong() {
            return random.nextLong();
        }
    }
}
