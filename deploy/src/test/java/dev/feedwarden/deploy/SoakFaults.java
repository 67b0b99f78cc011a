package dev.feedwarden.deploy;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Random faults, one at a time: of an exchange, of a store, or of the mail server. */
final class SoakFaults {

    private static final int LEAST_SECONDS = 5;
    private static final int MOST_SECONDS = 25;

    /** Those that end without leaving a stream behind that nothing can bring back. */
    private static final List<Kind> KINDS = List.of(
            new Kind(
                    "deribit",
                    List.of(
                            "drop",
                            "refuse",
                            "half-open",
                            "slow-drip",
                            "truncated",
                            "stall",
                            "malformed",
                            "duplicate",
                            "out-of-order",
                            "rate-limit",
                            "maintenance",
                            "ack-missing",
                            "no-ack",
                            "pong-missing")),
            new Kind(
                    "bybit",
                    List.of(
                            "drop",
                            "refuse",
                            "half-open",
                            "truncated",
                            "stall",
                            "malformed",
                            "duplicate",
                            "rate-limit",
                            "ack-without-data",
                            "fail-topics",
                            "ban",
                            "pong-missing",
                            "deltas")),
            new Kind(
                    "ib",
                    List.of(
                            "drop",
                            "fin",
                            "mute",
                            "early-eof",
                            "no-version",
                            "restart",
                            "link-storm",
                            "link-data-lost",
                            "farm-flap-loss",
                            "session-conflict",
                            "competing-session",
                            "stall-one",
                            "half-frame")),
            new Kind("database", List.of("down")),
            new Kind("redis", List.of("down")),
            new Kind("mail server", List.of("down")));

    private final Random random;
    private final Exchanges exchanges;
    private final SoakStores stores;
    private final SoakMails mails;
    private @Nullable Step mend;
    private long mendAt;
    private int count;

    SoakFaults(long seed, Exchanges exchanges, SoakStores stores, SoakMails mails) {
        this.random = new Random(seed);
        this.exchanges = exchanges;
        this.stores = stores;
        this.mails = mails;
    }

    /** Breaks something; what, for a person. */
    String begin() throws Exception {
        mendNow();
        count++;
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        String fault = kind.faults().get(random.nextInt(kind.faults().size()));
        int seconds = random.nextInt(LEAST_SECONDS, MOST_SECONDS + 1);
        switch (kind.of()) {
            case "database" -> down(stores::crashDatabase, stores::startDatabase);
            case "redis" -> down(stores::killRedis, stores::startRedis);
            case "mail server" -> down(mails::down, mails::up);
            default -> exchanges.fault(kind.of(), fault, seconds + "s");
        }
        mendAt = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
        return "%s: %s for %d s".formatted(kind.of(), fault, seconds);
    }

    private void down(Step broken, Step mended) throws Exception {
        broken.run();
        mend = mended;
    }

    /** Ends what does not end by itself, when its time has come. */
    void look() throws Exception {
        if (mend != null && System.nanoTime() - mendAt >= 0) {
            mendNow();
        }
    }

    void mendNow() throws Exception {
        Step due = mend;
        mend = null;
        if (due != null) {
            due.run();
        }
    }

    int count() {
        return count;
    }

    /**
     * What can be broken, and how.
     *
     * @param of an exchange or a server
     */
    private record Kind(String of, List<String> faults) {}

    /** Something that may fail. */
    private interface Step {
        void run() throws Exception;
    }
}
