package dev.feedwarden.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.feedwarden.supervisor.history.Incident;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every exchange is met with whose connections break again and again: fewer attempts. */
abstract class ExchangeFaults extends Faults {

    ExchangeFaults(int streams) {
        super(streams);
    }

    /** As {@link #healthy()}, with other settings of the feed. */
    abstract Warden healthy(String settings) throws Exception;

    @Test
    void storm_moreThanFiveReconnectsInAMinute_pausesGrowBeyondTheUsual() throws Exception {
        // Of four connections, without a rest after failures: what is left is the patience of a storm.
        Warden warden = healthy("streams_per_connection: 5, breaker_failures: 0");
        assertThat(warden.told().getInteger("connections")).isEqualTo(4);
        assertThat(warden.told().getBoolean("storm")).isFalse();
        warden.fault("drop", "4m");
        reconnects(warden, 8, Duration.ofSeconds(4));
        warden.pass(Duration.ofSeconds(2));
        assertThat(warden.told().getBoolean("storm")).isTrue();
        assertThat(warden.metric("feedwarden_feed_storm")).isEqualTo(1);

        reconnects(warden, 28, Duration.ofSeconds(160));
        warden.pass(Duration.ofMinutes(2)); // without a storm, the longest pause is a fifth more than a minute
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(28);
        flowingAgain(warden, Duration.ofMinutes(2));
        assertThat(warden.told().getBoolean("storm")).isFalse();
        assertThat(warden.metric("feedwarden_feed_storm")).isZero();
        assertThat(warden.incident(warden.feed().id() + "-slowed").timeline())
                .filteredOn(moment -> moment.kind().equals("change"))
                .extracting(Incident.Moment::text)
                .containsExactly("yellow: 1", "green: 0");
    }

    private static void reconnects(Warden warden, int count, Duration limit) throws Exception {
        warden.until(count + " reconnects", limit, board -> Warden.feed(board).reconnectsLastHour() >= count);
        assertThat(warden.feed().reconnectsLastHour()).isEqualTo(count);
    }
}
