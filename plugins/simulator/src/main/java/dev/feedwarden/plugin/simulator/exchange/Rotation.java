package dev.feedwarden.plugin.simulator.exchange;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Whose turn it is: every subscribed instrument once a round, in an order that changes with each round. */
public final class Rotation {

    private final Supplier<? extends Collection<String>> subscribed;
    private final Random random;
    private final Deque<String> round = new ArrayDeque<>();
    private @Nullable String again;

    public Rotation(Supplier<? extends Collection<String>> subscribed, long seed) {
        this.subscribed = subscribed;
        this.random = new Random(seed);
    }

    /**
     * The next instrument; null when nothing is subscribed. It may have been unsubscribed since the round began.
     *
     * @param pairs whether each gets two turns in a row
     */
    @Nullable
    public String next(boolean pairs) {
        if (again != null && pairs) {
            String second = again;
            again = null;
            return second;
        }
        if (round.isEmpty()) {
            List<String> names = new ArrayList<>(subscribed.get());
            Collections.shuffle(names, random);
            round.addAll(names);
        }
        again = round.poll();
        return again;
    }
}
