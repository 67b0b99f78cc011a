package dev.feedwarden.supervisor.drill.rows;

import dev.feedwarden.supervisor.drill.Ground;

/**
 * Another session of the same user takes the data of Interactive Brokers. Nothing is restarted, for that would take it
 * back; data is asked for again after a minute, whatever the pace of the drill.
 */
final class SessionConflict extends Faulted {

    SessionConflict() {
        super("session conflict", "ib", "session-conflict", "feed asks for its data again");
    }

    @Override
    public Ground ground() {
        return Ground.GATEWAY;
    }
}
