package dev.feedwarden.plugin.deribit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Expiries and the daily turn, in virtual time. */
class CalendarTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    private static final Instant TOMORROW_8 = Instant.parse("2026-11-22T08:00:00Z");
    private static final String DAILY = "ETH-22NOV26-4000-C";
    private static final String A = "ETH-25DEC26-4000-C";
    private static final String B = "ETH-25DEC26-5000-C";

    private final FakeContext context = new FakeContext(NOON);
    private final DeribitFeed feed = context.feed(Map.of("top", 2));

    @Test
    void expiry_at8Utc_leavesTheSetAtOnceAndIsReplacedAfterARanking() {
        FakeSession session = greeted();
        session.list(
                new Instrument(DAILY, TOMORROW_8, 5),
                new Instrument(A, Samples.EXPIRY, 7),
                new Instrument(B, Samples.EXPIRY, 1));
        List<JsonObject> before = advanceTo(session, TOMORROW_8.minusMillis(1));
        assertThat(context.wantedNames()).containsExactly(DAILY, A);

        context.timers.advance(Duration.ofMillis(1));
        assertThat(context.wantedNames()).containsExactly(A);

        context.timers.advance(Discovery.SETTLE);
        assertThat(session.requests("public/get_instruments")).hasSize(before.size() + 1);
        session.list(new Instrument(A, Samples.EXPIRY, 7), new Instrument(B, Samples.EXPIRY, 1));

        assertThat(context.wantedNames()).containsExactly(A, B);
        assertThat(session.reports).isEmpty();
    }

    @Test
    void expiry_byTheVenuesClock_notOurs() {
        context.venueAhead = Duration.ofHours(20);
        FakeSession session = greeted();

        session.list(
                new Instrument(DAILY, TOMORROW_8, 5),
                new Instrument(A, Samples.EXPIRY, 7),
                new Instrument(B, Samples.EXPIRY, 1));

        assertThat(context.wantedNames()).containsExactly(A, B);
    }

    @Test
    void expiry_whenTheVenuesClockIsCorrected_isSeenWithinAMinute() {
        FakeSession session = greeted();
        session.list(new Instrument(DAILY, TOMORROW_8, 5), new Instrument(A, Samples.EXPIRY, 7));

        context.venueAhead = Duration.ofHours(20);
        context.timers.advance(Duration.ofMinutes(1));

        assertThat(context.wantedNames()).containsExactly(A);
    }

    @Test
    void expiry_withoutConnection_stillLeavesTheSet() {
        FakeSession session = greeted();
        session.list(new Instrument(DAILY, TOMORROW_8, 5), new Instrument(A, Samples.EXPIRY, 7));
        session.disconnect();

        context.timers.advance(Duration.between(NOON, TOMORROW_8));

        assertThat(context.wantedNames()).containsExactly(A);
    }

    @Test
    void ranking_at8Utc_isRefreshedEvenIfNothingWantedExpires() {
        FakeContext other = new FakeContext(Instant.parse("2026-11-22T07:58:00Z"));
        DeribitFeed lazy = other.feed(Map.of("rerank", "1d"));
        FakeSession session = new FakeSession(0, other.timers).connect(lazy).kept();
        session.answer("public/set_heartbeat", "ok");
        session.list(new Instrument(A, Samples.EXPIRY, 7));

        other.timers.advance(Duration.ofSeconds(129));
        assertThat(session.requests("public/get_instruments")).hasSize(1);
        other.timers.advance(Duration.ofSeconds(1));
        assertThat(session.requests("public/get_instruments")).hasSize(2);
    }

    private FakeSession greeted() {
        FakeSession session = new FakeSession(0, context.timers).connect(feed).kept();
        session.answer("public/set_heartbeat", "ok");
        session.answer("public/subscribe", new JsonArray().add("platform_state").add("instrument.state.option.ETH"));
        return session;
    }

    /** Lets time pass with the venue answering every refresh with the same listing. */
    private List<JsonObject> advanceTo(FakeSession session, Instant target) {
        while (context.timers.now().isBefore(target)) {
            Duration left = Duration.between(context.timers.now(), target);
            Duration step = Duration.ofMinutes(10);
            int asked = session.requests("public/get_instruments").size();
            context.timers.advance(left.compareTo(step) < 0 ? left : step);
            if (session.requests("public/get_instruments").size() > asked) {
                session.list(
                        new Instrument(DAILY, TOMORROW_8, 5),
                        new Instrument(A, Samples.EXPIRY, 7),
                        new Instrument(B, Samples.EXPIRY, 1));
            }
        }
        return session.requests("public/get_instruments");
    }
}
