package dev.feedwarden.plugin.simulator.deribit.market;

import java.util.List;

/**
 * How a made-up market looks.
 *
 * @param currencies in capitals, such as {@code ETH}
 * @param instruments options of each currency, about
 * @param ticksPerSecond over all that is subscribed
 * @param seed what open interest and prices are made from
 * @param raw whether unauthenticated clients may take {@code raw} channels
 */
public record LiveOptions(List<String> currencies, int instruments, int ticksPerSecond, long seed, boolean raw) {}
