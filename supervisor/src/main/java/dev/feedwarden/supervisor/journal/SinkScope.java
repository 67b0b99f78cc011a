package dev.feedwarden.supervisor.journal;

import dev.feedwarden.api.Context;
import dev.feedwarden.api.sink.Sink;
import dev.feedwarden.supervisor.metrics.Meters;
import java.util.random.RandomGenerator;

/**
 * What belongs to one running sink.
 *
 * @param random spreads the waits between attempts
 */
record SinkScope(
        String id,
        Sink sink,
        SinkOptions options,
        FileJournal journal,
        Context context,
        Meters meters,
        RandomGenerator random) {}
