package dev.feedwarden.supervisor.quotes;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/**
 * Says which options have expired by the time of their venue, which in a replay of a recording lies in the past. It is our
 * time less how far the feed's most recent quote was behind when it came; a venue is never taken to be ahead of us.
 */
final class VenueTime {

    private final Map<String, Long> offsets = new HashMap<>();

    VenueTime(Collection<OptionQuote> quotes) {
        for (OptionQuote each : quotes) {
            long offset =
                    Math.min(0, each.quote().exchangeMicros() - each.quote().receivedMicros());
            offsets.merge(each.key().feed(), offset, Math::max);
        }
    }

    /** Whether one of the quotes is of an option that has expired. */
    boolean expired(OptionQuote quote, long nowMicros) {
        return quote.key().expiryMicros()
                <= nowMicros + offsets.getOrDefault(quote.key().feed(), 0L);
    }
}
