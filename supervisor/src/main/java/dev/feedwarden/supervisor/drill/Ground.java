package dev.feedwarden.supervisor.drill;

import java.util.List;

/** What rows happen to: a program with its exchanges and stores. Rows of one ground share one program. */
public enum Ground {
    /** Two exchanges, and all that the program has. */
    WHOLE("deribit bybit", Kind.PLAIN),
    /** A gateway of Interactive Brokers. */
    GATEWAY("ib", Kind.PLAIN),
    /** Data on a small disk of its own. */
    SMALL_DISK("deribit", Kind.SMALL_DISK),
    /** A disk that has only what was synced. */
    WRITE_BACK("deribit", Kind.SEAMED),
    /** A wall clock that can be set. */
    SET_CLOCK("deribit", Kind.SEAMED);

    /** How the program is started. */
    enum Kind {
        PLAIN,
        SMALL_DISK,
        SEAMED
    }

    private final String exchanges;
    private final Kind kind;

    /** @param exchanges their names, with spaces between them */
    Ground(String exchanges, Kind kind) {
        this.exchanges = exchanges;
        this.kind = kind;
    }

    List<String> exchanges() {
        return List.of(exchanges.split(" ", -1));
    }

    Kind kind() {
        return kind;
    }
}
