package dev.feedwarden.supervisor.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes rows happen on a bench, one after the other, and measures them. */
final class Measurement {

    private static final Duration CLOSING = Duration.ofSeconds(90);

    private final Bench bench;
    private final Site site;
    private Tally before;

    Measurement(Bench bench) throws IOException, InterruptedException {
        this.bench = bench;
        site = bench.site();
        before = Tally.take(bench);
    }

    /** Never throws for what the program or a server does: the row has failed then. */
    RowResult measure(Row row) throws InterruptedException {
        try {
            if (!site.waits().until(site.pace().patience(), bench::well)) {
                return RowResult.failed(row.failure(), "the program was not well before it began");
            }
            if (!flowing()) {
                return RowResult.failed(row.failure(), "no tick was accepted before it began");
            }
            return made(row);
        } catch (IOException | RuntimeException e) {
            return RowResult.failed(row.failure(), "it could not be made or measured: " + e);
        }
    }

    private RowResult made(Row row) throws IOException, InterruptedException {
        long began = nanos();
        row.fail(bench);
        Double detected = until(site.pace().patience(), began, () -> row.detected(bench));
        Duration lasts = row.lasts(site.pace());
        site.waits().pass(lasts.minusNanos(nanos() - began));
        long mending = nanos();
        row.mend(bench);
        long ended = lasts.isZero() ? began : nanos();
        Double repaired = until(site.pace().patience(), ended, () -> row.repaired(bench));
        if (row.ends()) {
            site.waits().until(CLOSING, bench::well);
        }
        boolean goesOn = flowing();
        List<String> steps = Deeds.since(bench, before.actions());
        Tally after = Tally.take(bench);
        Tally last = before;
        before = after;
        return new RowResult(
                row.failure(),
                lasts.isZero() ? 0 : seconds(mending - began),
                detected,
                repaired,
                steps.isEmpty() ? row.step() : row.step() + "; ladder: " + String.join(", ", steps),
                after.sent() - last.sent(),
                after.accepted() - last.accepted(),
                after.stored() - last.stored(),
                after.mails() - last.mails(),
                goesOn ? null : "no tick was accepted afterwards");
    }

    /** Waits until further ticks are accepted; false if none are. */
    private boolean flowing() throws IOException, InterruptedException {
        long now = bench.status().accepted();
        return site.waits().until(CLOSING, () -> bench.status().accepted() > now);
    }

    private @Nullable Double until(Duration limit, long since, Waits.Condition condition) throws InterruptedException {
        return site.waits().until(limit, condition) ? (Double) seconds(nanos() - since) : null;
    }

    private long nanos() {
        return site.waits().nanoTime().getAsLong();
    }

    private static double seconds(long nanos) {
        return Math.round(nanos / (double) TimeUnit.MILLISECONDS.toNanos(1)) / 1e3;
    }
}
