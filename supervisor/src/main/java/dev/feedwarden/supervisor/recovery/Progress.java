package dev.feedwarden.supervisor.recovery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a ladder has been climbed.
 *
 * @param ladder the ladder's id
 * @param rung how many steps have been taken
 * @param last the step taken last; null before the first
 * @param next the next step; null at the top
 * @param nextAt when it is due; it moves when data comes, and limits may hold it back. At the top, when the ladder begins
 *     again at the bottom
 */
public record Progress(
        Trouble trouble,
        String ladder,
        int rung,
        @Nullable String last,
        @Nullable String next,
        @Nullable Instant nextAt) {}
