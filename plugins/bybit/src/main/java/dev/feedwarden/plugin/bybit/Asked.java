package dev.feedwarden.plugin.bybit;

import java.util.List;
import java.util.Set;

/**
 * A request that has not been answered.
 *
 * @param nanos when it was sent
 */
record Asked(boolean subscribe, List<String> symbols, long nanos) {

    /** Whether an answer about these is the answer to this: all of them were asked for here. */
    boolean covers(Set<String> answered) {
        return symbols.containsAll(answered);
    }

    /** Whether the answer is about exactly what was asked. */
    boolean equalTo(Set<String> answered) {
        return answered.size() == symbols.size() && covers(answered);
    }
}
