package dev.feedwarden.plugin.simulator.deribit.market;

import org.jspecify.annotations.Nullable;

/**
 * One data message of a recorded Deribit session.
 *
 * @param micros when it was received, or its own timestamp if that is later; microseconds since 1970
 * @param text its exact text
 * @param channel the channel it came on
 * @param instrument what it is about; null when it is about none
 */
public record RecordedFrame(
        long micros, String text, String channel, @Nullable String instrument) {

    /** Whether it is a full ticker, which a feed takes as a tick. */
    public boolean ticker() {
        return channel.startsWith("ticker.");
    }
}
