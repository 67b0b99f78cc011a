package dev.feedwarden.supervisor.status;

import dev.feedwarden.api.Timers;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Shows a new board at once when something was written down, and otherwise at most every 200 ms. */
final class BoardPublisher {

    private static final Duration LEAST_GAP = Duration.ofMillis(200);

    private final Timers timers;
    private final Supplier<StatusBoard> maker;
    private final Consumer<StatusBoard> published;
    private volatile StatusBoard board;
    private Timers.@Nullable Timer planned;

    BoardPublisher(Timers timers, Supplier<StatusBoard> maker, Consumer<StatusBoard> published) {
        this.timers = timers;
        this.maker = maker;
        this.published = published;
        board = maker.get();
    }

    /** The newest board. Safe from any thread. */
    StatusBoard board() {
        return board;
    }

    /** Something has moved. */
    void later() {
        if (planned == null) {
            planned = timers.after(LEAST_GAP, this::now);
        }
    }

    void now() {
        close();
        board = maker.get();
        published.accept(board);
    }

    void close() {
        if (planned != null) {
            planned.cancel();
            planned = null;
        }
    }
}
