package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.status.FeedState;
import dev.feedwarden.supervisor.status.StatusBoard;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What used to be a person's night, exchange by exchange: how long until the fault is seen, how long after its end until all
 * is well again by itself, and how many of the ticks that were sent are lost. Prints the three; the limits are those of the
 * rows. What is done meanwhile, and who is told, is held by the tests named here:
 *
 * <table>
 *   <caption>Stories and their tests</caption>
 *   <tr><th>story</th><th>tests</th></tr>
 *   <tr><td>Interactive Brokers: session conflict</td><td>here, {@code IbFaultsIT.mode05_*}</td></tr>
 *   <tr><td>Interactive Brokers: gateway restart</td><td>here, {@code IbFaultsIT.mode10_*}, {@code mode23_*}</td></tr>
 *   <tr><td>Interactive Brokers: network cut</td><td>here, {@code IbFaultsIT.mode01_*}, {@code mode22_*}</td></tr>
 *   <tr><td>Interactive Brokers: subscription problem</td><td>here, {@code IbFaultsIT.mode03_*}, {@code mode06_*}, {@code
 *       mode21_*}</td></tr>
 *   <tr><td>Deribit: network cut</td><td>here, {@code FaultsIT.connectionIsLost_*}</td></tr>
 *   <tr><td>Deribit: restart of the exchange</td><td>here, {@code FaultsIT.maintenance_*}</td></tr>
 *   <tr><td>Deribit: restart of the database</td><td>{@code StorageFaultsIT}, {@code OutageIT}, {@code
 *       PostgresFaultsIT}</td></tr>
 *   <tr><td>Deribit: process killed under a supervisor</td><td>{@code KilledInALoopIT}, {@code KillIT}</td></tr>
 *   <tr><td>Bybit: connection storm</td><td>here, {@code BybitFaultsIT.mode02_*}, {@code mode15_*}, {@code
 *       mode16_*}</td></tr>
 *   <tr><td>Bybit: Redis out of memory</td><td>{@code RedisMemoryIT}, {@code ShortenTtlTest}</td></tr>
 *   <tr><td>Bybit: rate limiting</td><td>here, {@code BybitFaultsIT.mode11_*}</td></tr>
 *   <tr><td>Bybit: data corruption</td><td>here, {@code BybitFaultsIT.mode14_*}</td></tr>
 * </table>
 */
class StoriesIT {

    /** What is on its way in ten seconds, the longest that a dead stream goes unseen, at five ticks a second. */
    private static final long MOST_LOST = 50;

    @TempDir
    private Path folder;

    /**
     * Times in seconds: how long the fault lasts, until when it is seen, and until when after its end data flows from all
     * again. After a minute of vain attempts a venue is left alone for five minutes; data of a session that was taken over is
     * asked for ever more slowly.
     */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "ib,      session conflict,        session-conflict, 120, 2,  600",
        "ib,      gateway restart,         restart,          60,  2,  180",
        "ib,      network cut,             mute,             60,  40, 60",
        "ib,      subscription problem,    farm-flap-loss,   3,   30, 60",
        "deribit, network cut,             half-open,        60,  31, 60",
        "deribit, restart of the exchange, drop,             60,  2,  300",
        "bybit,   connection storm,        drop,             120, 2,  300",
        "bybit,   rate limiting,           rate-limit,       60,  2,  300",
        "bybit,   data corruption,         malformed,        60,  20, 60",
    })
    void story_isSeenAndRepairedByItself(
            String exchange, String story, String kind, int lasts, int seenWithin, int repairedWithin)
            throws Exception {
        try (Warden warden = healthy(exchange)) {
            assertThat(warden.fault(kind, lasts + "s")).isEqualTo(200);
            Duration seen = warden.until("seen", Duration.ofSeconds(seenWithin), board -> !whole(board));
            Duration rest = Duration.ofSeconds(lasts).minus(seen);
            if (!rest.isNegative()) {
                warden.pass(rest);
            }
            Duration repaired = warden.until("repaired", Duration.ofSeconds(repairedWithin), StoriesIT::whole);
            long lost = warden.lost();
            System.out.printf(
                    "%s, %s of %d s: detected after %s, repaired after %s, sent but lost %d%n",
                    exchange, story, lasts, seen, repaired, lost);
            assertThat(lost).isBetween(0L, MOST_LOST);
        }
    }

    private static boolean whole(StatusBoard board) {
        return Warden.feed(board).state() == FeedState.HEALTHY;
    }

    private Warden healthy(String exchange) throws Exception {
        return switch (exchange) {
            case "ib" -> Warden.healthyIb(folder);
            case "bybit" -> Warden.healthyBybit(folder, "top: 20");
            default -> Warden.healthy(folder);
        };
    }
}
