package dev.feedwarden.plugin.simulator.ib;

/** One request for data that a session has open. */
final class Line {

    /** What is sent. */
    enum Kind {
        QUOTES(0),
        LAST(1),
        ALL_LAST(2),
        BID_ASK(3),
        MID_POINT(4);

        private final int number;

        Kind(int number) {
            this.number = number;
        }

        /** The number that tick-by-tick messages carry. */
        int number() {
            return number;
        }

        /** The kind of tick-by-tick data that a request names. */
        static Kind of(String word) {
            return switch (word) {
                case "Last" -> LAST;
                case "AllLast" -> ALL_LAST;
                case "BidAsk" -> BID_ASK;
                case "MidPoint" -> MID_POINT;
                default ->
                    throw new IllegalArgumentException("expected Last, AllLast, BidAsk or MidPoint, found " + word);
            };
        }

        boolean tickByTick() {
            return this != QUOTES;
        }
    }

    private final int request;
    private final int conId;
    private final Kind kind;
    private final boolean delayed;
    private boolean silent;
    private int turns;

    Line(int request, int conId, Kind kind, boolean delayed) {
        this.request = request;
        this.conId = conId;
        this.kind = kind;
        this.delayed = delayed;
    }

    int request() {
        return request;
    }

    int conId() {
        return conId;
    }

    Kind kind() {
        return kind;
    }

    /** Whether its types of tick are the delayed ones. */
    boolean delayed() {
        return delayed;
    }

    /** Whether nothing comes though nobody said so. */
    boolean silent() {
        return silent;
    }

    void silence() {
        silent = true;
    }

    /** Counts what it has sent; how much before. */
    int turn() {
        return turns++;
    }
}
