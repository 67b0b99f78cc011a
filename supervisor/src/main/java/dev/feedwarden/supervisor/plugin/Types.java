package dev.feedwarden.supervisor.plugin;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which plugin serves a type: of several that offer one the first that came, until it goes. Otherwise one entry would run
 * in all of them. Confined to the host's thread.
 */
final class Types {

    private final Map<String, Hosted> owners = new HashMap<>();

    /** The plugin serves what it offers and no other serves. Says whether it serves more than before. */
    boolean claim(Hosted plugin) {
        boolean gained = false;
        for (Offer offer : plugin.offers()) {
            gained |= owners.putIfAbsent(offer.word(), plugin) == null;
        }
        return gained;
    }

    /** Hands on what its owner offers no longer. Returns the plugins that serve more than before. */
    Set<Hosted> handOn(Collection<Hosted> inOrder) {
        owners.entrySet().removeIf(owned -> !owned.getValue().keeps(owned.getKey()));
        var gained = new LinkedHashSet<Hosted>();
        for (Hosted plugin : inOrder) {
            if (claim(plugin)) {
                gained.add(plugin);
            }
        }
        return gained;
    }

    /** The plugin that serves what this one offers; null if none but itself does. */
    @Nullable
    Hosted server(Offer offer, Hosted asking) {
        Hosted owner = owners.get(offer.word());
        return owner == asking ? null : owner;
    }
}
