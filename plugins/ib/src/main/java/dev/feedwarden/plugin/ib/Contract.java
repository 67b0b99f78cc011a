package dev.feedwarden.plugin.ib;

import java.util.List;

/**
 * A contract that the configuration names.
 *
 * @param exchange where its data is asked for; empty to take what the gateway says
 * @param kinds what is wanted of it, at least one, without repeats
 */
record Contract(int conId, String exchange, List<StreamKind> kinds) {

    Contract {
        kinds = List.copyOf(kinds);
    }

    /** The name of one of its streams: the contract's id, a dot and the kind's word. */
    String stream(StreamKind kind) {
        return conId + "." + kind.word();
    }
}
