package dev.feedwarden.plugin.simulator.exchange;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Which channels an acknowledgement leaves out while the fault is on: every other one of those asked for, the first
 * included. What was left out once stays out until the fault ends. Holds at most one entry for each channel there is.
 */
public final class AckGap {

    private final Map<String, Boolean> missing = new HashMap<>();

    /** The channels that are acknowledged, of those that exist and were asked for. */
    public List<String> keep(List<String> asked) {
        List<String> kept = new ArrayList<>();
        boolean next = true;
        for (String channel : asked) {
            Boolean decided = missing.get(channel);
            boolean gone = decided == null ? next : decided;
            if (decided == null) {
                next = !next;
                missing.put(channel, gone);
            }
            if (!gone) {
                kept.add(channel);
            }
        }
        return kept;
    }

    public void clear() {
        missing.clear();
    }
}
