package dev.feedwarden.plugin.simulator.exchange;

import org.jspecify.annotations.Nullable;

/**
 * One data message of an exchange.
 *
 * @param text the message as it is written
 * @param tick what a feed takes from it; null when it is no tick
 */
public record DataFrame(String text, @Nullable Tick tick) {}
