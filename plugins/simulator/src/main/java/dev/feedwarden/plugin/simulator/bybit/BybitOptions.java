package dev.feedwarden.plugin.simulator.bybit;

import dev.feedwarden.plugin.simulator.deribit.market.LiveOptions;
import dev.feedwarden.plugin.simulator.exchange.Pace;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated Bybit serves.
 *
 * @param live how the made-up market looks
 * @param recording the session to replay; null to make prices up
 * @param pace how fast a recording is sent
 */
public record BybitOptions(LiveOptions live, @Nullable Path recording, Pace pace) {}
