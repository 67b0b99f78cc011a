package dev.feedwarden.plugin.redis;

import dev.feedwarden.api.tick.OptionName;
import org.jspecify.annotations.Nullable;

/**
 * Where the latest quote of an option stands.
 *
 * @param member of its underlying's index: {@code deribit:ETH-27NOV26-3000-C}
 * @param key of the hash
 * @param index key of its underlying's index
 */
record Place(String member, String key, String index) {

    /** Null for an instrument that is no option. */
    static @Nullable Place of(Keys keys, String feed, String instrument) {
        OptionName name = OptionName.parse(instrument);
        if (name == null) {
            return null;
        }
        String member = feed + ":" + instrument;
        return new Place(member, keys.option(member), keys.index(name.underlying()));
    }
}
