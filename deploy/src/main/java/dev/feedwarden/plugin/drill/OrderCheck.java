package dev.feedwarden.plugin.drill;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.Reading;
import dev.feedwarden.api.check.HealthCheck;
import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Breaks as a file in a folder orders: {@code crash} or {@code memory}. It measures nothing. */
final class OrderCheck implements HealthCheck {

    /** As many as the host takes for "all the time". */
    private static final int CRASHES = 100;

    private static final int BLOCK = 1 << 20;

    private final Path orders;
    private final Context context;
    private final List<byte[]> hoard = new ArrayList<>();

    OrderCheck(Path orders, Context context) {
        this.orders = orders;
        this.context = context;
    }

    @Override
    public Future<List<Reading>> check() {
        try {
            if (Files.deleteIfExists(orders.resolve("crash"))) {
                for (int i = 0; i < CRASHES; i++) {
                    context.timers().after(Duration.ofMillis(1), () -> deeper(0));
                }
            }
            if (Files.deleteIfExists(orders.resolve("memory"))) {
                fill();
            }
            return Future.succeededFuture(List.of());
        } catch (IOException e) {
            return Future.failedFuture(e);
        }
    }

    /** Never returns: the stack ends first. */
    @SuppressWarnings("InfiniteRecursion")
    private int deeper(int depth) {
        return deeper(depth + 1) + 1;
    }

    /** Never returns: the heap ends first. */
    private void fill() {
        while (true) {
            hoard.add(new byte[BLOCK]);
        }
    }

    @Override
    public Future<Void> close() {
        return Future.succeededFuture();
    }
}
