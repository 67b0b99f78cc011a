package dev.feedwarden.supervisor.recovery;

import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Histories made from seeds: whatever feeds, venues, people, actions and the process do, the promises hold. What breaks one
 * is told with the seed of its history, which {@code -Dfeedwarden.history=SEED} runs alone;
 * {@code -Dfeedwarden.histories=1000000} runs a million of them.
 */
class LadderHistoriesTest {

    private static final long HISTORIES = Long.getLong("feedwarden.histories", 40_000);

    @Test
    void advance_anyHistory_keepsEveryPromise() {
        Long only = Long.getLong("feedwarden.history");
        LongStream seeds = only == null ? new SplittableRandom(20260301).longs(HISTORIES) : LongStream.of(only);
        seeds.parallel().forEach(seed -> new LadderStory(seed).run());
    }
}
