package dev.feedwarden.supervisor;

import dev.feedwarden.supervisor.config.Overrides;
import dev.feedwarden.supervisor.config.Surroundings;
import dev.feedwarden.supervisor.status.StatusBoard;
import dev.feedwarden.supervisor.status.StatusBoard.FeedStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/** Whether data flows: starts the whole program, waits for it, and stops it again. */
public final class FlowCheck {

    private static final Duration LOOK = Duration.ofMillis(200);

    private FlowCheck() {}

    /**
     * How it went.
     *
     * @param flowing the feeds whose data flowed
     * @param silent those whose data did not
     * @param seconds from the start of the program until every feed flowed, or until it was given up
     * @param told what was asked of the program while it ran
     */
    public record Flow<T>(List<String> flowing, List<String> silent, double seconds, T told) {
        public Flow {
            flowing = List.copyOf(flowing);
            silent = List.copyOf(silent);
        }
    }

    /**
     * Waits until every feed flows, or the time is over. Blocks.
     *
     * @param asking what is asked of the program before it is stopped
     * @throws Unusable if something in the configuration is wrong; then nothing was started
     */
    public static <T> Flow<T> run(
            Installation installation,
            Overrides overrides,
            Surroundings surroundings,
            Duration limit,
            Function<Supervisor, T> asking)
            throws Unusable, IOException, TimeoutException, InterruptedException {
        ThreadTimers timers = new ThreadTimers("flow-check");
        long begun = timers.nanoTime();
        Supervisor supervisor = Supervisor.start(installation, overrides, surroundings, Seams.real());
        try {
            CompletableFuture<Boolean> flows = new CompletableFuture<>();
            timers.after(limit, () -> flows.complete(false));
            timers.every(LOOK, () -> {
                if (silent(supervisor.board()).isEmpty()) {
                    flows.complete(true);
                }
            });
            flows.get();
            StatusBoard board = supervisor.board();
            double seconds = (timers.nanoTime() - begun) / 1e9;
            List<String> flowing = board.feeds().stream()
                    .filter(FeedStatus::flowing)
                    .map(FeedStatus::id)
                    .toList();
            return new Flow<>(flowing, silent(board), seconds, asking.apply(supervisor));
        } catch (ExecutionException e) {
            throw new IllegalStateException("the look at the feeds failed", e);
        } finally {
            timers.close();
            supervisor.stop();
        }
    }

    private static List<String> silent(StatusBoard board) {
        return board.feeds().stream()
                .filter(feed -> !feed.flowing())
                .map(FeedStatus::id)
                .toList();
    }
}
