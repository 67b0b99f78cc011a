package dev.feedwarden.supervisor.drill;

import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What was counted up to a moment at which no tick was on its way.
 *
 * @param accepted the most that the program ever said
 * @param stored what every sink has; of the database, what it really holds
 */
record Tally(long sent, long accepted, long stored, long mails, long actions) {

    /** Long enough to count in, also on a slow machine; it is ended before. */
    private static final Duration STALL = Duration.ofSeconds(15);

    private static final Duration LIMIT = Duration.ofSeconds(40);

    /** So many boards one after the other must say the same: each is up to a second old, and the program makes a new one then. */
    private static final int SAME_BOARDS = 3;

    /**
     * Has the exchanges fall silent for a moment, waits until all that was accepted is stored, and counts. If that does not
     * come to pass, it counts what there is.
     */
    static Tally take(Bench bench) throws IOException, InterruptedException {
        Site site = bench.site();
        site.waits().until(LIMIT, () -> {
            Status status = bench.status();
            return status.accepted() - status.stored() < 500;
        });
        Still still = new Still(bench);
        site.waits().until(LIMIT, still::reached);
        long sent = 0;
        for (Exchange exchange : bench.exchanges()) {
            sent += exchange.sent();
        }
        Status status = still.status();
        long held = bench.stores().ticks(status.journalId());
        long stored = held < 0 ? status.stored() : Math.min(held, status.stored());
        Tally tally = new Tally(sent, bench.mostAccepted(), stored, bench.mails(), Deeds.count(bench));
        for (Exchange exchange : bench.exchanges()) {
            exchange.heal("stall");
        }
        return tally;
    }

    /** Whether nothing more is accepted, and what was is stored. */
    private static final class Still {

        private final Bench bench;
        private final Stillness stillness = new Stillness(SAME_BOARDS);
        private @Nullable Status last;
        private int asked;

        Still(Bench bench) {
            this.bench = bench;
        }

        boolean reached() throws IOException, InterruptedException {
            if (asked++ % 10 == 0) {
                for (Exchange exchange : bench.exchanges()) {
                    exchange.fault("stall", STALL);
                }
            }
            Status status = bench.status();
            last = status;
            return stillness.reachedBy(status) && status.stored() >= status.accepted();
        }

        /** What was said when it was reached; else the last that was said. */
        Status status() throws IOException, InterruptedException {
            return last == null ? bench.status() : last;
        }
    }
}
