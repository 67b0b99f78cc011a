package dev.feedwarden.supervisor.quotes;

import dev.feedwarden.api.tick.OptionName;
import java.time.Duration;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * One option at one feed. Ordered by expiry, strike and type, then by name and feed, so that no two are equal in order.
 *
 * @param name what the instrument's name says
 * @param instrument the venue's own name
 * @param feed the id of the feed in the configuration
 */
public record OptionKey(OptionName name, String instrument, String feed) implements Comparable<OptionKey> {

    private static final Comparator<OptionKey> ORDER = Comparator.comparing(
                    (OptionKey key) -> key.name().expiry())
            .thenComparingDouble(key -> key.name().strike())
            .thenComparing(key -> key.name().type())
            .thenComparing(OptionKey::instrument)
            .thenComparing(OptionKey::feed);

    /** Deribit's and Bybit's options expire at 08:00 UTC. */
    private static final long HOUR_SECONDS = Duration.ofHours(8).toSeconds();

    /** Null if the instrument is no option. */
    public static @Nullable OptionKey of(String feed, String instrument) {
        OptionName name = OptionName.parse(instrument);
        return name == null ? null : new OptionKey(name, instrument, feed);
    }

    /** When it expires, in microseconds since the epoch. */
    long expiryMicros() {
        return (name.expiry().toEpochDay() * Duration.ofDays(1).toSeconds() + HOUR_SECONDS) * 1_000_000;
    }

    @Override
    public int compareTo(OptionKey other) {
        return ORDER.compare(this, other);
    }
}
