package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.plugin.simulator.exchange.Pace;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated gateway serves.
 *
 * @param contracts those that trade
 * @param hours when they do
 * @param ticksPerSecond over all that is subscribed
 * @param recording the session to replay; null to make prices up
 */
public record IbOptions(
        List<IbContract> contracts,
        Hours hours,
        int ticksPerSecond,
        long seed,
        @Nullable Path recording,
        Pace pace) {}
