package dev.feedwarden.plugin.simulator.ib;

import dev.feedwarden.plugin.simulator.exchange.Progress;
import java.util.List;

/** Where contracts and data come from. */
interface IbSource {

    /** The contracts that fit; a part of the question that is 0 or empty fits all. */
    List<Integer> find(Question question);

    /** Message 10 about a contract. */
    String contract(int request, int conId);

    /** The smallest step of its price. */
    String minTick(int conId);

    /** A session has a new request open, which has been acknowledged. */
    void asked(IbSession session, Line line);

    /** What held data back may be over. */
    void resumed();

    /** The time that the gateway says it is, seconds since 1970. */
    long second();

    Progress progress();

    void close();

    /** What is known of a contract by whoever asks for it. */
    record Question(int conId, String symbol, String local, boolean expired) {

        boolean fits(int id, String itsSymbol, String itsLocal) {
            return conId > 0
                    ? conId == id
                    : (!symbol.isEmpty() || !local.isEmpty())
                            && (symbol.isEmpty() || symbol.equals(itsSymbol))
                            && (local.isEmpty() || local.equals(itsLocal));
        }
    }
}
